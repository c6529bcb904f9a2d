"""The word index: passages with their document's title, authors and headings, in tantivy.

Two indexes: a public one, and a small restricted one of passages that only the owner may see. Neither keeps a
passage's text; both name passages by their number in the library.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any

from corpus.records import Audience, Change, ChangeKind, Filters, Held
from search.applied import Applied
from search.terms import analyzer, content_stems, folded, stems

SCHEMA = 1
HEAP = 64_000_000  # bytes that the writer may hold before it flushes a segment
MOST_TERMS = 96  # of a query; a pasted page is asked for by its rarest words
FEW = 4_000  # passages: as many are named in the query itself; above, hits are sifted afterwards
WEIGHTS = {"text": 1.0, "plain": 1.0, "heading": 0.4, "title": 0.4, "authors": 0.6, "ids": 2.0}
STEMMED = frozenset({"text", "heading", "title"})

Scored = list[tuple[int, float]]  # passage numbers with their scores, best first


@dataclass(frozen=True)
class _Index:
    """One tantivy index in its own folder."""

    folder: Path

    @cached_property
    def engine(self) -> Any:
        from tantivy import Index

        self.folder.mkdir(parents=True, exist_ok=True)
        engine = Index(_schema(), path=str(self.folder), reuse=True)
        engine.register_tokenizer("stemmed", analyzer(True))
        engine.register_tokenizer("folded", analyzer(False))
        return engine


class Words:
    """Follows the library's documents. `search` answers any text at all: it is cut into terms, never parsed."""

    name = "words"
    kinds: frozenset[ChangeKind] = frozenset({"document"})

    def __init__(self, folder: Path, library: str) -> None:
        self._folder = folder
        self._applied = Applied(folder / "applied.json", library, SCHEMA)
        self._lock = RLock()
        self._public, self._restricted = _Index(folder / "public"), _Index(folder / "restricted")

    @property
    def applied(self) -> int:
        return self._applied.read()

    def apply(self, changes: Sequence[Change], upto: int) -> None:
        """Delete what each document had, add what it has; one commit for all."""
        with self._lock:
            if not self.applied:
                self.clear()  # what lies here is another library's, or of another schema
            if changes:
                self._write(self._public, changes, public=True)
                self._write(self._restricted, changes, public=False)
            self._applied.write(upto)

    def clear(self) -> None:
        with self._lock:
            self._applied.forget()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._public, self._restricted = _Index(self._folder / "public"), _Index(self._folder / "restricted")

    def search(
        self,
        text: str,
        *,
        audience: Audience = "owner",
        filters: Filters | None = None,
        passages: Collection[int] | None = None,
        limit: int = 100,
    ) -> Scored:
        """The passages that share words with `text`, by BM25; `passages` restricts to these numbers."""
        if not self.applied or (passages is not None and not passages):
            return []
        found: Scored = []
        for index in self._seen_by(audience):
            found += _Asked(index.engine, filters or Filters(), passages).best(text, limit)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def within(self, filters: Filters, audience: Audience = "owner") -> set[int]:
        """The passages of the filters' documents, years and languages."""
        asked = [_Asked(index.engine, filters, None) for index in self._seen_by(audience)] if self.applied else []
        return {number for one in asked for number in one.all()}

    def numbers(self, audience: Audience = "owner") -> set[int]:
        """Every passage number that the indexes hold."""
        return self.within(Filters(), audience)

    def frequency(self, term: str) -> tuple[int, int]:
        """In how many passages a stem stands, and how many passages there are, as the public index counts them."""
        searcher = self._public.engine.searcher()
        return searcher.doc_freq("text", term), searcher.num_docs

    def _seen_by(self, audience: Audience) -> Iterator[_Index]:
        yield self._public
        if audience == "owner":
            yield self._restricted

    def _write(self, index: _Index, changes: Sequence[Change], *, public: bool) -> None:
        if not public and not index.folder.exists() and not any(_entries(change.record, public) for change in changes):
            return
        writer = index.engine.writer(HEAP, 1)
        for change in changes:
            writer.delete_documents_by_term("document", change.id)
            for entry in _entries(change.record, public):
                writer.add_document(_document(entry, index.engine.schema))
        writer.commit()
        writer.wait_merging_threads()
        index.engine.reload()


@dataclass(frozen=True)
class _Asked:
    """One search in one index."""

    engine: Any
    filters: Filters
    passages: Collection[int] | None

    @cached_property
    def searcher(self) -> Any:
        return self.engine.searcher()

    def best(self, text: str, limit: int) -> Scored:
        query = self._query(text)
        if query is None or not self.searcher.num_docs:
            return []
        wanted = limit
        while True:
            hits = self.searcher.search(query, limit=wanted, count=False).hits
            kept = self._kept(hits)
            if len(kept) >= limit or len(hits) < wanted:
                return kept[:limit]
            wanted *= 4

    def all(self) -> Iterator[int]:
        """Every passage within the filters."""
        from tantivy import Occur, Query

        if not self.searcher.num_docs:
            return
        query = Query.boolean_query([(Occur.Must, bound) for bound in (Query.all_query(), *self._bounds())])
        hits = self.searcher.search(query, limit=self.searcher.num_docs, count=False).hits
        yield from map(int, self.searcher.fast_field_values("number", [address for _, address in hits]))

    def _kept(self, hits: Sequence[tuple[float, Any]]) -> Scored:
        numbers = self.searcher.fast_field_values("number", [address for _, address in hits])
        pairs = [(int(number), float(score)) for number, (score, _) in zip(numbers, hits, strict=True)]
        return pairs if self.passages is None else [pair for pair in pairs if pair[0] in self.passages]

    def _query(self, text: str) -> Any | None:
        from tantivy import Occur, Query

        terms = list(self._term_queries(text))
        if not terms:
            return None
        words = Query.boolean_query([(Occur.Should, term) for term in terms])
        bounds = [(Occur.Must, Query.const_score_query(bound, 0.0)) for bound in self._bounds()]
        return Query.boolean_query([(Occur.Must, words), *bounds]) if bounds else words

    def _term_queries(self, text: str) -> Iterator[Any]:
        from tantivy import Query

        schema = self.engine.schema
        for field, term in self._terms(text):
            yield Query.boost_query(Query.term_query(schema, field, term, "freq"), WEIGHTS[field])

    def _terms(self, text: str) -> Iterator[tuple[str, str]]:
        # A question's "what" and "did" are rare in reports, and would outweigh what it is about.
        stemmed = self._rarest("text", content_stems(text) or stems(text))
        plain = self._rarest("plain", folded(text))
        for field in ("text", "heading", "title"):
            yield from ((field, term) for term in stemmed)
        for field in ("plain", "authors"):
            yield from ((field, term) for term in plain)
        yield from (("ids", name) for name in _names(text))

    def _rarest(self, field: str, terms: Iterable[str]) -> list[str]:
        once = list(dict.fromkeys(terms))
        if len(once) <= MOST_TERMS:
            return once
        held = [(frequency, term) for term in once if (frequency := self.searcher.doc_freq(field, term))]
        return [term for _, term in sorted(held)[:MOST_TERMS]]

    def _bounds(self) -> Iterator[Any]:
        from tantivy import FieldType, Query

        schema, filters = self.engine.schema, self.filters
        if filters.documents:
            yield Query.term_set_query(schema, "document", list(filters.documents))
        if filters.languages:
            yield Query.term_set_query(schema, "language", list(filters.languages))
        if filters.years != (None, None):
            yield Query.range_query(schema, "year", FieldType.Integer, *filters.years)
        if self.passages is not None and len(self.passages) <= FEW:
            yield Query.term_set_query(schema, "number", list(self.passages))


def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    for name in ("document", "language", "ids"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("text", "plain", "heading", "title", "authors"):
        tokenizer = "stemmed" if name in STEMMED else "folded"
        builder.add_text_field(name, tokenizer_name=tokenizer, index_option="freq")
    return builder.build()


def _entries(held: Held | None, public: bool) -> list[dict[str, Any]]:
    """What the index keeps of each passage of a document that belongs in it."""
    if held is None:
        return []
    document = held.document
    shared = {
        "document": document.id,
        "title": document.title,
        "authors": " ".join(f"{name.given} {name.family}" for name in document.authors),
        "ids": [name.lower() for name in (document.id, document.doi, document.symbol) if name],
        "year": document.year,
    }
    return [
        shared
        | {"number": number, "language": passage.language, "heading": passage.section or ""}
        | {"text" if passage.language == "en" else "plain": passage.text}
        for number, passage in zip(held.rowids, document.passages, strict=True)
        if held.public(passage.id) == public
    ]


def _document(entry: dict[str, Any], schema: Any) -> Any:
    from tantivy import Document

    return Document.from_dict({field: value for field, value in entry.items() if value not in (None, "", [])}, schema)


def _names(text: str) -> list[str]:
    """What in a query may be a DOI, a UN symbol or a document's address: written in one piece, with a digit in it."""
    pieces = (piece.strip(".,;:()[]\"'?!").lower() for piece in text[:2000].split())
    return [piece for piece in dict.fromkeys(pieces) if len(piece) > 5 and any(map(str.isdigit, piece))]
