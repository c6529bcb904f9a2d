"""Answers: a question's plan, what the graph and the indexes say to it, and the sentences on which the answer rests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from corpus.library import Library
from corpus.records import Audience, Entity, Filters
from graph.rows import QuotedUse
from graph.view import View
from search.answerable import ANSWERED, Signs, probability
from search.evidence import Evidence, Judge, Role, Sentence, around, evidence, sentences, spread
from search.grounds import Grounds
from search.hits import Hit
from search.hybrid import EmptyQuery, Searcher
from search.lookups import Looked, look_up
from search.plan import Plan
from search.telling import tell
from search.terms import generic_stems, stems

Views = Callable[[Audience], AbstractContextManager[View | None]]

READ = 8  # hits whose sentences are weighed
QUOTES = 6  # pieces of evidence in an answer
NEAR = 5  # nearest passages, where there is no answer
USES_READ = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """`answer` holds quoted sentences and short connecting words of ours; None without evidence, then see `near`."""

    question: str
    plan: Plan
    answerable: bool
    answer: str | None
    evidence: tuple[Evidence, ...]
    near: tuple[Evidence, ...]
    looked: Looked
    confidence: float
    took_ms: float

    def as_json(self) -> dict[str, Any]:
        """The `ask` contract."""
        table = {
            "columns": list(self.looked.columns),
            "rows": [[_plain(cell) for cell in row] for row in self.looked.rows],
        }
        return {
            "question": self.question,
            "kind": self.plan.kind,
            "answerable": self.answerable,
            "answer": self.answer,
            "evidence": [item.as_json() for item in self.evidence],
            "near": [item.as_json() for item in self.near],
            "sparql": list(self.looked.sparql),
            "table": table if self.looked.rows and self.answerable else None,
            "confidence": round(self.confidence, 3),
            "took_ms": round(self.took_ms, 1),
        }


@dataclass(frozen=True, slots=True)
class Weighed:
    """All that was found to a question; `ranked` are sentences, best first."""

    plan: Plan
    looked: Looked
    hits: tuple[Hit, ...]
    ranked: tuple[Sentence, ...]
    judge: Judge
    grounds: Grounds

    @property
    def left_open(self) -> bool:
        """Whether the question has content words that no reading of it accounts for."""
        if self.plan.cited is not None:
            return False
        understood = {stem for start, end in self.plan.spans for stem in stems(self.plan.text[start:end])}
        return bool(set(self.judge.weights) - understood - generic_stems())


class Answerer:
    """Answers from one library. `views` opens the graph as an audience sees it, None where there is none yet."""

    def __init__(self, searcher: Searcher, library: Library, views: Views) -> None:
        self._searcher, self._library, self._views = searcher, library, views

    def ask(self, question: str, *, filters: Filters | None = None, audience: Audience = "owner") -> Answer:
        """Raises EmptyQuery."""
        begun = perf_counter()
        if not question.strip():
            raise EmptyQuery
        given = self._by_id(filters or Filters())
        weighed = self._weighed(question, given, audience)
        chance = self._chance(weighed)
        answered = chance >= ANSWERED and bool(weighed.ranked)
        quoted = tuple(self._evidence(weighed)) if answered else ()
        plan, looked = weighed.plan, weighed.looked
        return Answer(
            question=question,
            plan=plan,
            answerable=answered,
            answer=tell(plan, looked, quoted, self._searcher.planner.ontology) if answered else None,
            evidence=quoted,
            near=() if answered else tuple(self._near(weighed)),
            looked=looked,
            confidence=chance,
            took_ms=(perf_counter() - begun) * 1000,
        )

    def _weighed(self, question: str, given: Filters, audience: Audience) -> Weighed:
        plan = self._searcher.planner.plan(question, audience)
        looked = self._look_up(plan, given, audience)
        hits = self._searcher.search(question, filters=given, top=max(READ, NEAR), audience=audience).hits
        judge = Judge(question, self._searcher.encoder, self._searcher.words)
        grounds = Grounds.of(plan, self._searcher.uses, audience)
        ranked = judge.judged(grounds.on_topic(self._candidates(plan, looked, hits)))
        return Weighed(plan, looked, hits, tuple(ranked), judge, grounds)

    def signs(self, question: str, filters: Filters | None = None, audience: Audience = "owner") -> Signs:
        """What speaks for an answer: on these the decision was fitted."""
        return self._signs(self._weighed(question, self._by_id(filters or Filters()), audience))

    def _by_id(self, filters: Filters) -> Filters:
        """With regions by their ids, as the graph calls them; people name them."""
        region = self._searcher.planner.ontology.region
        return replace(filters, regions=tuple(region(name).id for name in filters.regions))

    # ------------------------------------------------------------ what the graph says

    def _look_up(self, plan: Plan, given: Filters, audience: Audience) -> Looked:
        with self._views(audience) as view:
            return look_up(plan, given, view, self._works(plan, audience)) if view is not None else Looked()

    def _works(self, plan: Plan, audience: Audience) -> list[str]:
        """The works that a question names by title, DOI or symbol, with or without their author before."""
        for name in _ways_to_name(plan.cited or ""):
            found = [work.id for work in self._library.find_entities(name, "work") if _seen(work, audience)]
            if found:
                return found
        return []

    def _candidates(self, plan: Plan, looked: Looked, found: Sequence[Hit]) -> list[Sentence]:
        """Who cites a work, the places that cite it say; all else, what the graph quotes and the hits."""
        said = list(self._said_in_graph(looked))
        return said if plan.cited is not None else [*said, *_of_hits(found[:READ])]

    def _said_in_graph(self, looked: Looked) -> Iterator[Sentence]:
        """The sentences around the words of uses, those of the citing places first."""
        seen: set[tuple[str, int]] = set()
        for passage, quote, worth in _quoted(looked):
            held = self._library.passage(passage)
            card = self._searcher.cards.of(held[0].document.id) if held else None
            sentence = around(held[1], card, quote, worth) if held and card else None
            if sentence and (passage, sentence.start) not in seen:
                seen.add((passage, sentence.start))
                yield sentence

    # ------------------------------------------------------------ whether it answers, and by which words

    def _chance(self, weighed: Weighed) -> float:
        plan, looked = weighed.plan, weighed.looked
        if not weighed.ranked:
            return 0.0
        if looked.rows and looked.exact and not weighed.left_open:
            return 1.0  # the graph was asked everything that the question asks
        return 0.0 if plan.cited is not None else probability(self._signs(weighed))

    def _signs(self, weighed: Weighed) -> Signs:
        hits, judge = weighed.hits[:READ], weighed.judge
        texts = [f"{hit.card.title} {hit.passage.section or ''} {hit.passage.text}" for hit in hits]
        cosines = self._searcher.cosines(judge.vector, [hit.number for hit in hits])
        return Signs(
            cosine=max((sentence.cosine for sentence in weighed.ranked), default=0.0),
            passage=max(cosines.values(), default=0.0),
            coverage=max(map(judge.coverage, texts), default=0.0),
            known=judge.known(),
            named=max((weighed.grounds.share(hit.passage) for hit in hits), default=0.0),
        )

    def _evidence(self, weighed: Weighed) -> Iterator[Evidence]:
        uses: dict[str, list[QuotedUse]] = defaultdict(list)
        for use in weighed.looked.uses:
            uses[use.passage].append(use)
        for sentence in _chosen(weighed.plan, weighed.looked, weighed.ranked):
            yield evidence(sentence, self._library, _role(weighed.plan, sentence, uses[sentence.passage.id]))

    def _near(self, weighed: Weighed) -> Iterator[Evidence]:
        """The best sentence of each of the nearest passages."""
        for hit in weighed.hits[:NEAR]:
            best = next((s for s in weighed.ranked if s.passage.id == hit.passage.id), None)
            yield evidence(best or sentences(hit.passage, hit.card, hit.score)[0], self._library)


def _plain(cell: Any) -> Any:
    return list(cell) if isinstance(cell, tuple) else cell


def _seen(work: Entity, audience: Audience) -> bool:
    return audience == "owner" or bool(work.public_documents)


def _ways_to_name(words: str) -> Iterator[str]:
    """ "Autesserre's The Trouble with Congo": as it stands, after the possessive, without what follows a comma."""
    if not words:
        return
    yield words
    for mark in ("'s ", "’s ", "s' ", "s’ ", ": "):
        if mark in words:
            yield words.split(mark, 1)[1].strip(" \"“”'‘’")
    if " by " in words:
        yield words.rsplit(" by ", 1)[0].strip(" \"“”'‘’")


def _quoted(looked: Looked) -> Iterator[tuple[str, str, float]]:
    """Passage, quote and worth of what the graph quotes."""
    if "quote" in looked.columns:
        passage, quote = looked.columns.index("passage"), looked.columns.index("quote")
        yield from ((row[passage], row[quote], 1.0) for row in looked.rows[:USES_READ] if row[passage])
    share = 1.0 if looked.exact else 0.5
    yield from ((use.passage, use.quote, share * use.confidence) for use in looked.uses[:USES_READ])


def _of_hits(hits: Iterable[Hit]) -> Iterator[Sentence]:
    for hit in hits:
        yield from sentences(hit.passage, hit.card, hit.score)


def _chosen(plan: Plan, looked: Looked, ranked: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that the answer quotes: of what recurs one for each strategy, else the best of all."""
    if not (plan.recurring and looked.uses):
        return spread(ranked, QUOTES)
    chosen: list[Sentence] = []
    for strategy in dict.fromkeys(use.strategy for use in looked.uses):
        quotes = {(use.passage, use.quote) for use in looked.uses if use.strategy == strategy}
        mine = [s for s in ranked if any(s.passage.id == p and q in s.quote for p, q in quotes) and s not in chosen]
        chosen += mine[:1]
    return chosen[:QUOTES]


def _role(plan: Plan, sentence: Sentence, uses: Iterable[QuotedUse]) -> Role:
    """A use that is criticised, or failed, speaks against an answer that asks for what is done."""
    asked_for_it = "criticised" in plan.stances or "failed" in plan.effects
    against = any(
        (use.stance == "criticised" or use.effect == "failed") and use.quote in sentence.quote for use in uses
    )
    return "contradicts" if against and not asked_for_it else "supports"
