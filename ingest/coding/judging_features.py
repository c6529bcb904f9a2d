"""What the words around a strategy's quote say, as named features: the names are what an explanation shows.

The vocabulary of cues is the ontology's: a cue that an editor adds to a value counts at once, by where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from corpus.records import ActorMention, PlaceMention
from ingest.coding.judging_roles import acts_as, chain, tied
from ingest.coding.signals import Sentence
from ingest.coding.stems import Stem, stem

Features = dict[str, float]
NEAR, AROUND = 5, 14  # words
_NOT = re.compile(
    r"\b(?:not|never|no|without|n['’]t|hardly|fail\w* to|unable to|little|neither|nor|few|nothing)(?: \w+){0,2} ?$",
    re.I,
)
_UNREAL = re.compile(
    r"\b(?:could|may|might|would|should|must|can|will|shall|if|whether|in order to|so that|aim\w* (?:to|at)|"
    r"seek\w* to|hop\w+ to|need\w* to|to|for)(?: \w+){0,2} ?$",
    re.I,
)
_POINTS_BACK = re.compile(
    r"(?:\W*)(?:This|These|It|They|Its|Their|As a result|The \w+|Such|Consequently|Yet|But|However|Within|By|Since|"
    r"Neither|Nobody|None|No|Not|Only|After|In the end|Three|Two|Four|Both|That|So|Still|Nevertheless|Nonetheless)\b"
)
_CLAUSE = re.compile(
    r"[;:—–]|, (?:while|whereas|but|and|yet|though|although|which|who|so|until)\b|\b(?:but|although|though)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A strategy's words (`start` to `end`) in their passage: what is judged. All offsets are of the passage."""

    text: str
    tagged: Any  # the tagger's document
    sentences: Sequence[Sentence]
    number: int  # of the sentence that tells it
    start: int
    end: int
    strategy: str
    actors: Sequence[ActorMention] = ()
    places: Sequence[PlaceMention] = ()
    nationals: Sequence[tuple[int, str]] = ()

    @property
    def sentence(self) -> Sentence:
        return self.sentences[self.number]

    @property
    def after(self) -> Sentence | None:
        return self.sentences[self.number + 1] if self.number + 1 < len(self.sentences) else None

    def root(self, start: int, end: int) -> Any:
        """The word that heads a span, or None where the tagger cuts words otherwise."""
        span = self.tagged.char_span(start, end, alignment_mode="expand")
        return None if span is None else span.root


def features_of(told: Told) -> Features:
    """All that stance and effect are judged by."""
    found: Features = {"always": 1.0, f"of {told.strategy}": 1.0}
    for name in (*_cues(told), *_grammar(told), *_words(told)):
        found[name] = 1.0
    return found


# ---------------------------------------------------------------- cues


def _cues(told: Told) -> Iterator[str]:
    for scheme in ("stance", "effect"):
        for cue in told.sentence.of(scheme):
            where = _where(told, cue.start, cue.end)
            value = cue.meaning.id + _turned(told, told.sentence, cue.start)
            yield f"{value} cue {where}"
            yield f"{value} cue in the sentence"
            yield f"“{cue.phrase}” ({value}) {where}"
            yield f"“{cue.phrase}” ({value})"
        yield from _cues_after(told, scheme)


def _cues_after(told: Told, scheme: str) -> Iterator[str]:
    """Cues of the next sentences, told apart by whether the next one points back."""
    after = told.after
    if after is None:
        return
    back = "pointing back" if _POINTS_BACK.match(told.text[after.start :]) else "behind"
    for cue in after.of(scheme):
        value = cue.meaning.id + _turned(told, after, cue.start)
        yield f"{value} cue in the sentence {back}"
        yield f"“{cue.phrase}” ({value}) in the sentence behind"


def _turned(told: Told, sentence: Sentence, start: int) -> str:
    before = told.text[max(sentence.start, start - 40) : start]
    return ", negated" if _NOT.search(before) else ", unreal" if _UNREAL.search(before) else ""


def _where(told: Told, start: int, end: int) -> str:
    """How a cue stands to the strategy's words."""
    if told.start <= start < told.end:
        return "within it"
    side = "before it" if start < told.start else "behind it"
    low, high = (end, told.start) if start < told.start else (told.end, start)
    words = sum(low <= word.start < high for word in told.sentence.words)
    relation = tied(told.root(start, end), told.root(told.start, told.end)) if words <= 2 * AROUND else ""
    if relation:
        return f"{relation} {side}"
    apart = " past a clause" if _CLAUSE.search(told.text[low:high]) else ""
    return f"{'near' if words <= NEAR else 'around' if words <= AROUND else 'far'} {side}{apart}"


# ---------------------------------------------------------------- grammar


def _grammar(told: Told) -> Iterator[str]:
    root = told.root(told.start, told.end)
    if root is None:
        return
    yield f"its head is {root.tag_} as {root.dep_}"
    yield f"its head word is “{stem(root.lower_)}”"
    for step, verb in enumerate(chain(root)):
        yield from _verb(verb, "its verb" if step == 0 else "a verb above")
    main = root.sent.root
    yield from _verb(main, "the main verb")
    yield f"the sentence opens with “{stem(_first_word(told))}”"
    yield from (f"a quotation, {place}" for place in _quoted(told))


def _verb(verb: Any, name: str) -> Iterator[str]:
    yield f"{name} is “{stem(verb.lower_)}”"
    helpers = sorted({child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")})
    negated = any(child.dep_ == "neg" for child in verb.children)
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    yield f"{name} is {verb.tag_}{' passive' if passive else ''}{' negated' if negated else ''}"
    for helper in helpers:
        yield f"{name} has “{helper}”{' negated' if negated else ''}"
    if verb.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp", "csubj"):
        yield f"{name} is {verb.dep_} {verb.tag_}"


def _first_word(told: Told) -> str:
    words = [word.text for word in told.sentence.words if not word.text[0].isdigit()]
    return words[0].lower() if words else ""


def _quoted(told: Told) -> Iterator[str]:
    before = told.text[told.sentence.start : told.start]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        yield "its words"


# ---------------------------------------------------------------- words


def _words(told: Told) -> Iterator[str]:
    words = told.sentence.words
    low, high = _clause(told)
    first = next((i for i, word in enumerate(words) if word.end > told.start), len(words))
    last = next((i for i, word in enumerate(words) if word.start >= told.end), len(words))
    for position, word in enumerate(words):
        apart = first - position if position < first else position - last + 1 if position >= last else 0
        yield f"word “{word.stem}”"
        if apart == 0:
            yield f"its own word “{word.stem}”"
        elif low <= word.start < high:
            yield f"“{word.stem}” in its clause"
        if 0 < apart <= NEAR:
            yield f"“{word.stem}” near {'before' if position < first else 'behind'} it"
    yield from (f"words {pair}" for pair in _pairs(words))
    if told.after is not None:
        yield from (f"“{word.stem}” in the sentence behind" for word in told.after.words)
        yield f"the sentence behind opens with “{told.after.words[0].stem if told.after.words else ''}”"
    if told.number:
        yield from (f"“{word.stem}” in the sentence before" for word in told.sentences[told.number - 1].words)


def _pairs(words: Sequence[Stem]) -> Iterator[str]:
    return (f"“{one.stem} {two.stem}”" for one, two in pairwise(words) if not two.parted)


def _clause(told: Told) -> tuple[int, int]:
    """The bounds of the clause that holds the strategy's words."""
    text, sentence = told.text, told.sentence
    cuts = [sentence.start + cut.start() for cut in _CLAUSE.finditer(text[sentence.start : sentence.end])]
    low = max([sentence.start, *(cut for cut in cuts if cut <= told.start)])
    return low, min([sentence.end, *(cut for cut in cuts if cut >= told.end)])


# ---------------------------------------------------------------- agents


def agents_of(told: Told) -> Features:
    """All that agency is judged by: who stands where in the grammar, here and in the sentence before."""
    found: Features = {"always": 1.0, f"of {told.strategy}": 1.0}
    for name in (*_mentions(told), *_agent_words(told)):
        found[name] = 1.0
    return found


def _agent_words(told: Told) -> Iterator[str]:
    root = told.root(told.start, told.end)
    yield from (f"its own word “{word.stem}”" for word in told.sentence.words if told.start <= word.start < told.end)
    yield from (f"word “{word.stem}”" for word in told.sentence.words)
    yield f"the sentence opens with “{stem(_first_word(told))}”"
    if root is not None:
        yield f"its head is {root.tag_} as {root.dep_}"
        for verb in chain(root):
            yield f"its verb is “{stem(verb.lower_)}”"
    for cue in told.sentence.of("stance"):
        yield f"{cue.meaning.id} cue {_where(told, cue.start, cue.end)}"
    if told.number:
        yield from (f"“{word.stem}” in the sentence before" for word in told.sentences[told.number - 1].words)


def _mentions(told: Told) -> Iterator[str]:
    own = told.root(told.start, told.end)
    here, before = told.sentence, told.sentences[told.number - 1] if told.number else None
    roles: set[str] = set()
    for start, end, kind in _sides(told):
        if here.start <= start < here.end:
            roles.add(kind)
            yield from _mention(told, own, start, end, kind)
        elif before and before.start <= start < before.end:
            root = told.root(start, end)
            yield f"{kind} in the sentence before"
            yield f"{kind} as {acts_as(root) if root is not None else 'aside'} in the sentence before"
        else:
            yield f"{kind} elsewhere in the passage"
    yield f"in the sentence: {', '.join(sorted(roles)) or 'nobody'}"
    yield from (f"only {kind} in the sentence" for kind in roles if len(roles) == 1)


def _mention(told: Told, own: Any, start: int, end: int, kind: str) -> Iterator[str]:
    root = told.root(start, end)
    if told.start <= start < told.end:
        relation = "in its words"
    else:
        relation = (tied(root, own) if root is not None and own is not None else "") or "apart"
    role = acts_as(root) if root is not None else "aside"
    low, high = _clause(told)
    yield f"{kind} in the sentence"
    yield f"{kind} {relation}"
    yield f"{kind} as {role}"
    yield f"{kind} as {role} {relation}"
    yield f"{kind} as {role} {'in its clause' if low <= start < high else 'in another clause'}"
    word = stem(root.lower_) if root is not None else ""
    yield f"“{word}” ({kind}) {relation}"
    yield f"“{word}” as {role}"


_PRONOUNS = {"we": "we", "our": "we", "us": "we", "i": "I", "my": "I", "they": "they", "their": "they", "them": "they"}


def _sides(told: Told) -> Iterator[tuple[int, int, str]]:
    """Those who may act, with the side they are known for: actors, typed common nouns, places, pronouns."""
    covered = [(actor.start, actor.end) for actor in told.actors]
    yield from ((actor.start, actor.end, actor.type) for actor in told.actors)
    for sentence in told.sentences:
        for cue in sentence.of("agency"):
            if not any(start <= cue.start and cue.end <= end for start, end in covered):
                yield cue.start, cue.end, cue.meaning.id
        for word in sentence.words:
            if word.text.lower() in _PRONOUNS:
                yield word.start, word.end, f"“{_PRONOUNS[word.text.lower()]}”"
    for place in told.places:
        if not any(start <= place.start and place.end <= end for start, end in covered):
            yield place.start, place.end, "a country" if place.kind == "country" else "a place"
    yield from ((offset, offset + 4, "a nationality") for offset, _ in told.nationals)
