"""What the words around a strategy say of it: stance, who carries it, what came of it, when, under which condition.

The cue words are the ontology's; this module knows only where in a sentence a cue counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from corpus.records import ActorMention, Agency, Effect, Phase, Stance
from ingest.phrases import Found, Phrases
from ingest.stems import Stem
from ontology.terms import Ontology

NEAR = 14  # words between a critic's word and what it criticises
_NOT = re.compile(r"\b(?:not|never|no|without|n['’]t|hardly|fail\w* to|unable to|little)(?: \w+){0,2} ?$", re.IGNORECASE)
_UNREAL = re.compile(r"\b(?:could|may|might|would|should|must|can|will|in order to|aim\w* (?:to|at)|seek\w* to|to)(?: \w+){0,2} ?$", re.I)
_RECEIVES = frozenset({"dobj", "dative", "nsubjpass"})
_ACTS = frozenset({"nsubj", "agent", "csubj"})
_STANDS_BY = frozenset("by with through between among from alongside".split())


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
            (cue, Cue(name, concept.id)) for name, scheme in schemes.items() for concept in scheme.values() for cue in concept.cues
        )

    def cues(self, words: Sequence[Stem]) -> list[Found[Cue]]:
        return list(self._cues.find(words))

    def stance(self, text: str, sentence: Sentence, start: int, end: int) -> Stance:
        """Criticised where a critic's word is near; proposed where the nearest governing word asks or plans."""
        near = [cue for cue in sentence.of("stance") if _distance(sentence, cue, start, end) <= NEAR]
        if any(cue.meaning.id == "criticised" and not _negated(text, cue.start) for cue in near):
            return "criticised"
        before = [cue for cue in near if cue.start <= start and cue.meaning.id in ("proposed", "done")]
        asked = max((cue.end for cue in before if cue.meaning.id == "proposed"), default=-1)
        # "should establish": the deed belongs to the demand in front of it.
        told = [c.start for c in before if c.meaning.id == "done" and c.start > asked and not 0 <= c.start - asked <= 12]
        return "proposed" if asked >= 0 and not told else "done"

    def effect(self, text: str, sentence: Sentence, after: Sentence | None, stance: Stance) -> Effect:
        """What the sentence, or a next one that points back at it, says came of the strategy."""
        if stance == "proposed":
            return "unstated"
        said = set(self._effects(text, sentence))
        if not said and after and re.match(r"(?:This|These|It|As a result|The result|Such|Consequently)\b", text[after.start :]):
            said = set(self._effects(text, after))
        if "mixed" in said or {"helped", "failed"} <= said:
            return "mixed"
        return "helped" if "helped" in said else "failed" if "failed" in said else "unstated"

    def _effects(self, text: str, sentence: Sentence) -> Iterator[str]:
        for cue in sentence.of("effect"):
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
            r"\b(?:because|thanks to|due to|owing to|depend\w*|key to|essential|crucial|critical|condition\w*|enabl\w+|hinder\w*|"
            r"hamper\w*|undermin\w+|constrain\w*|lack of|made (?:it )?possible|contribut\w+ to|challenge\w*|obstacle\w*|"
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
    return bool(span) and _role_acts(span.root)


def _role_acts(token: Any) -> bool:
    for _ in range(4):
        dependency = token.dep_
        if dependency in _ACTS:
            return True
        if dependency in _RECEIVES:
            return False
        if dependency == "pobj":
            return token.head.lower_ in _STANDS_BY and token.head.dep_ != "dative" or (
                token.head.lower_ == "of" and _role_acts(token.head.head)
            )
        if dependency == "ROOT":
            return token.pos_ not in ("VERB", "AUX")
        if dependency not in ("conj", "appos", "poss", "compound", "amod", "nmod", "prep", "relcl", "acl"):
            return False
        token = token.head
    return False


def _distance(sentence: Sentence, cue: Found[Cue], start: int, end: int) -> int:
    low, high = min(cue.end, end), max(cue.start, start)
    return sum(low <= word.start < high for word in sentence.words)


def _negated(text: str, start: int) -> bool:
    return bool(_NOT.search(text[max(0, start - 40) : start]))
