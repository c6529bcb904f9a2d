"""The vocabulary as a text that people read."""

from __future__ import annotations

from collections.abc import Iterator

from ontology.terms import Concept, Ontology

SCHEMES = ("stances", "agencies", "effects", "phases", "factors", "actor_types")
TITLES = {"actor_types": "actor types"}
AT_MOST = 24  # labels shown of a concept; the file holds them all


def as_markdown(ontology: Ontology) -> str:
    """Every strategy by branch, then the small schemes, then the regions."""
    return "\n".join((*_strategies(ontology), *_schemes(ontology), *_regions(ontology))) + "\n"


def as_html(ontology: Ontology) -> str:
    """The same as a fragment of HTML. Text is escaped; each concept has an anchor through its heading's code."""
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"html": False}).render(as_markdown(ontology)))


def _strategies(ontology: Ontology) -> Iterator[str]:
    yield "# Strategies\n"
    for branch in ontology.branches.values():
        yield f"## {branch.label}\n\n{branch.definition}\n"
        for id in ontology.concepts:
            if id in ontology.strategies and ontology.broader(id)[-1] == branch.id:
                yield from _concept(ontology.concepts[id], "###")


def _concept(concept: Concept, level: str) -> Iterator[str]:
    yield f"{level} {concept.label} (`{concept.id}`)\n\n{concept.definition}\n"
    if concept.scope_note:
        yield f"*{concept.scope_note}*\n"
    if concept.alt_labels:
        yield f"Also: {', '.join(concept.alt_labels)}.\n"
    if concept.hidden_labels:
        shown = concept.hidden_labels[:AT_MOST]
        more = len(concept.hidden_labels) - len(shown)
        yield f"Found by: {', '.join(shown).replace('*', '…')}{f', and {more} more' if more else ''}.\n"


def _schemes(ontology: Ontology) -> Iterator[str]:
    for scheme in SCHEMES:
        yield f"# {TITLES.get(scheme, scheme).capitalize()}\n"
        concepts: dict[str, Concept] = getattr(ontology, scheme)
        yield from (f"- **{concept.label}** (`{concept.id}`): {concept.definition}" for concept in concepts.values())
        yield ""


def _regions(ontology: Ontology) -> Iterator[str]:
    yield "# Regions of the literature\n"
    for region in ontology.regions.values():
        if region.kind == "own":
            members = sorted(ontology.countries[code].label for code in region.members)
            yield f"- **{region.label}** (`{region.id}`): {', '.join(members)}."
