"""What the words around a strategy say of it: stance, who carries it, what came of it, when, under which condition.

The cue words are the ontology's; this module knows only where in a sentence a cue counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from corpus.records import ActorMention, Agency, Effect, Phase, Stance
from ingest.coding.phrases import Found, Phrases
from ingest.coding.quotes import is_verb
from ingest.coding.stems import Stem, stem
from ontology.terms import Ontology

NEAR = 14  # words between a critic's word and what it criticises
_NOT = re.compile(
    r"\b(?:not|never|no|without|n['’]t|hardly|fail\w* to|unable to|little)(?: \w+){0,2} ?$", re.IGNORECASE
)
_UNREAL = re.compile(
    r"\b(?:could|may|might|would|should|must|can|will|in order to|aim\w* (?:to|at)|seek\w* to|to)(?: \w+){0,2} ?$", re.I
)
_RECEIVES = frozenset({"dobj", "dative", "nsubjpass"})
_ACTS = frozenset({"nsubj", "agent", "csubj"})
_STANDS_BY = frozenset(["by", "with", "through", "alongside"])
_ASKS = frozenset(
    map(stem, ["urge", "call", "encourage", "appeal", "ask", "request", "invite", "advise", "commend", "remind"])
)  # whom it asks to act
_MEANS = frozenset(["support", "assistance", "funding", "funds", "help", "backing", "aid", "grants"])
_PARTIES = frozenset(["between", "among"])  # whose talk it is: "talks between clans", not "she mediated between clans"


class Cue(NamedTuple):
    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its offsets, its words, and the cues found in it."""

    start: int
    end: int
    words: Sequence[Stem]
    cues: Sequence[Found[Cue]]

    def of(self, scheme: str) -> list[Found[Cue]]:
        return [cue for cue in self.cues if cue.meaning.scheme == scheme]


class Signals:
    """Reads cues by where they stand. All offsets are of the passage."""

    def __init__(self, ontology: Ontology) -> None:
        schemes = {
            "stance": ontology.stances,
            "agency": ontology.agencies,
            "effect": ontology.effects,
            "phase": ontology.phases,
            "factor": ontology.factors,
        }
        self._sides = {type.id: type.side for type in ontology.actor_types.values()}
        self._cues = Phrases(
            (cue, Cue(name, concept.id))
            for name, scheme in schemes.items()
            for concept in scheme.values()
            for cue in concept.cues
        )

    def cues(self, words: Sequence[Stem]) -> list[Found[Cue]]:
        return list(self._cues.find(words))

    def stance(self, text: str, sentence: Sentence, start: int, end: int) -> Stance:
        """Criticised where a critic's word is near; proposed where the nearest governing word asks or plans."""
        cues = sentence.of("stance")
        critics = [
            cue for cue in cues if cue.meaning.id == "criticised" and _distance(sentence, cue, start, end) <= NEAR
        ]
        if any(not _negated(text, cue.start) for cue in critics):
            return "criticised"
        asked = [cue for cue in cues if cue.meaning.id == "proposed" and self._governs(sentence, cue, start, end)]
        if not asked:
            return "done"
        last = max(cue.end for cue in asked)
        # "should establish": the deed belongs to the demand in front of it.
        told = (cue.start for cue in cues if cue.meaning.id == "done" and last < cue.start <= start)
        return "done" if any(deed - last > 12 and not _listed(text, last, deed) for deed in told) else "proposed"

    def _governs(self, sentence: Sentence, cue: Found[Cue], start: int, end: int) -> bool:
        """A demand stands before what it asks for, or as a modal right behind it ("mediation must be tried")."""
        return cue.start <= start or (cue.start >= end and _distance(sentence, cue, start, end) <= 2)

    def effect(
        self, text: str, sentence: Sentence, after: Sentence | None, stance: Stance, span: tuple[int, int]
    ) -> Effect:
        """What the sentence, or a next one that points back at it, says came of the strategy."""
        if stance == "proposed":
            return "unstated"
        said = set(self._effects(text, sentence, span))
        if (
            not said
            and after
            and re.match(r"(?:This|These|It|As a result|The result|Such|Consequently)\b", text[after.start :])
        ):
            said = set(self._effects(text, after))
        if "mixed" in said or {"helped", "failed"} <= said:
            return "mixed"
        return "helped" if "helped" in said else "failed" if "failed" in said else "unstated"

    def _effects(self, text: str, sentence: Sentence, span: tuple[int, int] | None = None) -> Iterator[str]:
        for cue in sentence.of("effect"):
            if span and (_distance(sentence, cue, *span) > NEAR or (span[0] <= cue.start and cue.end <= span[1])):
                continue
            before = text[max(sentence.start, cue.start - 40) : cue.start]
            if _UNREAL.search(before):
                continue
            turned = cue.meaning.id == "helped" and bool(_NOT.search(before))
            yield "failed" if turned else cue.meaning.id

    def phase(self, cues: Sequence[Found[Cue]]) -> Phase | None:
        """The phase most spoken of; None where cues are absent or tied."""
        counts = {id: sum(cue.meaning == ("phase", id) for cue in cues) for id in ("before", "during", "after")}
        best = max(counts, key=lambda id: counts[id])
        tied = sum(count == counts[best] for count in counts.values()) > 1
        return None if tied else best  # type: ignore[return-value]

    def factors(self, text: str, sentence: Sentence) -> tuple[str, ...]:
        """Conditions that the sentence says help or hinder: a cue beside a word of cause."""
        if not re.search(
            r"\b(?:because|thanks to|due to|owing to|depend\w*|key to|essential|crucial|critical|condition\w*|enabl\w+|"
            r"hinder\w*|"
            r"hamper\w*|undermin\w+|constrain\w*|lack of|made (?:it )?possible|contribut\w+ to|challenge\w*|"
            r"obstacle\w*|"
            r"limited by|success\w*|weaken\w*|strengthen\w*|imped\w+)\b",
            text[sentence.start : sentence.end],
        ):
            return ()
        return tuple(dict.fromkeys(cue.meaning.id for cue in sentence.of("factor")))

    def agency(
        self, sentence: Sentence, match: tuple[int, int], actors: Sequence[ActorMention], tagged: Any
    ) -> tuple[Agency, ...]:
        """The sides of those who carry the strategy: subjects, those it is done by or with, and its own first words."""
        named = [(cue.start, cue.end, cue.meaning.id) for cue in sentence.of("agency")]
        sides = [(a.start, a.end, self._sides.get(a.type)) for a in actors]
        covered = [(start, end) for start, end, _ in sides]
        free = [cue for cue in named if not any(a <= cue[0] and cue[1] <= b for a, b in covered)]
        found = {
            side
            for start, end, side in [*free, *sides]
            if side and sentence.start <= start < sentence.end and _acts(tagged, start, end, match)
        }
        return tuple(sorted(found))  # type: ignore[arg-type]


def _acts(tagged: Any, start: int, end: int, match: tuple[int, int]) -> bool:
    """Whether the words at this span act: by the sentence's own grammar."""
    if match[0] <= start and end <= match[1]:
        return True
    span = tagged.char_span(start, end, alignment_mode="expand") if tagged is not None else None
    return span is not None and _role_acts(span.root)


def _role_acts(token: Any) -> bool:
    for _ in range(4):
        dependency = token.dep_
        if dependency in _ACTS:
            return True
        if dependency in _RECEIVES:
            return dependency == "dobj" and stem(token.head.lower_) in _ASKS
        if dependency == "pobj":
            return _stands_by(token.head)
        if dependency == "ROOT":
            return not is_verb(token)
        if dependency not in ("conj", "appos", "poss", "compound", "amod", "nmod", "prep", "relcl", "acl"):
            return False
        token = token.head
    return False


def _stands_by(preposition: Any) -> bool:
    word, above = preposition.lower_, preposition.head
    if word == "from":
        return above.lower_ in _MEANS
    if word in ("on", "upon", "to") and stem(above.lower_) in _ASKS:
        return True
    if word in _PARTIES:
        return bool(above.tag_.startswith("NN"))
    return word in _STANDS_BY or (word == "of" and _role_acts(above))


def _listed(text: str, asked: int, deed: int) -> bool:
    """Whether a deed is one more item of the demand: "urge the army to withdraw, release prisoners and ..."."""
    return bool(re.search(r"(?:,|\band|\bto) (?:\w+ly )?$", text[asked:deed]))


def _distance(sentence: Sentence, cue: Found[Cue], start: int, end: int) -> int:
    low, high = min(cue.end, end), max(cue.start, start)
    return sum(low <= word.start < high for word in sentence.words)


def _negated(text: str, start: int) -> bool:
    return bool(_NOT.search(text[max(0, start - 40) : start]))
