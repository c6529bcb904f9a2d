"""What changes between two releases, term by term, as data and in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from ontology.terms import LABELS, identifier
from ontology.turtle import CONCEPT, DCTERMS, OWL, PLACE, RDFS, SKOS, C, Statements, Value

PREFIXES = {
    C: "c:",
    SKOS: "skos:",
    DCTERMS: "dcterms:",
    OWL: "owl:",
    RDFS: "rdfs:",
    CONCEPT: "concept:",
    PLACE: "place:",
}
WORDS = {
    "skos:altLabel": "the alternative label",
    "skos:hiddenLabel": "the hidden label",
    "skos:broader": "the broader term",
    "skos:scopeNote": "the scope note",
    "c:cue": "the cue",
    "skos:definition": "the definition",
    "skos:prefLabel": "the name",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one property of one term: new where `before` is None, gone where `after` is None."""

    term: str
    property: str
    before: str | None
    after: str | None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Diff:
    """The identifiers of terms that come and go, and the values that change in those that stay."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # identifier and English name of each term spoken of
    under: tuple[tuple[str, str], ...] = ()  # of each added term: the name of its broader one

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def terms(self) -> frozenset[str]:
        """Every term touched: a text coded by these may have to be coded again."""
        return frozenset((*self.added, *self.removed, *(change.term for change in self.changed)))

    def as_json(self) -> dict[str, Any]:
        changed = [asdict(change) for change in self.changed]
        return {"added": list(self.added), "removed": list(self.removed), "changed": changed}


def diff(before: str, after: str) -> Diff:
    """Compare two Turtle texts, each a whole ontology. Raises SyntaxError where one is not Turtle."""
    old, new = Statements(before), Statements(after)
    shared = [term for term in old if term in new]
    changed = tuple(change for term in shared for change in _changes(old, new, term))
    added = [term for term in new if term not in old and _named(term)]
    removed = [term for term in old if term not in new and _named(term)]
    spoken = {identifier(new, term): _name(new, term) for term in (*shared, *added)}
    spoken |= {identifier(old, term): _name(old, term) for term in removed}
    touched = {*(change.term for change in changed), *(identifier(new, term) for term in added)}
    touched |= {identifier(old, term) for term in removed}
    return Diff(
        tuple(identifier(new, term) for term in added),
        tuple(identifier(old, term) for term in removed),
        changed,
        tuple((id, name) for id, name in spoken.items() if id in touched),
        tuple(
            (identifier(new, term), _name(new, parent))
            for term in added
            for parent in new.terms(term, SKOS + "broader")
        ),
    )


def in_words(diff: Diff) -> list[str]:
    """One plain sentence for each change; none when nothing changes."""
    names, under = dict(diff.names), dict(diff.under)
    return [
        *(f"Adds “{names[id]}” ({id})" + (f" under “{under[id]}”." if id in under else ".") for id in diff.added),
        *(f"Removes “{names[id]}” ({id})." for id in diff.removed),
        *(_sentence(change, names.get(change.term, change.term)) for change in diff.changed),
    ]


def _sentence(change: Change, name: str) -> str:
    what = WORDS.get(change.property, change.property)
    tongue = f" in “{change.language}”" if change.language not in ("", "en") else ""
    if change.before is None:
        return f"“{name}” ({change.term}) gains {what} “{change.after}”{tongue}."
    if change.after is None:
        return f"“{name}” ({change.term}) loses {what} “{change.before}”{tongue}."
    return f"“{name}” ({change.term}) changes {what}{tongue} from “{change.before}” to “{change.after}”."


def _changes(old: Statements, new: Statements, term: str) -> Iterator[Change]:
    for predicate in dict.fromkeys((*old.of(term), *new.of(term))):
        was, now = old.values(term, predicate), new.values(term, predicate)
        gone = [value for value in was if value not in now]
        come = [value for value in now if value not in was]
        yield from _pairs(identifier(new, term), _short(predicate), gone, come)


def _pairs(term: str, property: str, gone: list[Value], come: list[Value]) -> Iterator[Change]:
    """A value that goes and one that comes in the same language are one change, where a term has but one of them."""
    for language in dict.fromkeys(_language(value) for value in (*gone, *come)):
        out = [_words(value) for value in gone if _language(value) == language]
        new = [_words(value) for value in come if _language(value) == language]
        if len(out) == len(new) == 1 and property not in ("skos:altLabel", "skos:hiddenLabel", "c:cue"):
            yield Change(term, property, out[0], new[0], language)
            continue
        yield from (Change(term, property, words, None, language) for words in out)
        yield from (Change(term, property, None, words, language) for words in new)


def _language(value: Value) -> str:
    return value[1] if isinstance(value, tuple) else ""


def _words(value: Value) -> str:
    return value[0] if isinstance(value, tuple) else _short(value)


def _short(iri: str) -> str:
    prefix = next((prefix for prefix in PREFIXES if iri.startswith(prefix)), "")
    return PREFIXES[prefix] + iri.removeprefix(prefix) if prefix else iri


def _named(term: str) -> bool:
    return not term.startswith("_:")


def _name(said: Statements, term: str) -> str:
    return said.text(term, LABELS[0], "en") or said.text(term, RDFS + "label", "en") or identifier(said, term)
