"""The words of an answer: quoted sentences with their source, and as few words of ours as join them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ontology.terms import Ontology
from search.evidence import Evidence
from search.lookups import Looked
from search.plan import Plan

QUOTED = 3  # sentences in the text of an answer; the rest stand in its evidence
ROWS_TOLD = 6


def tell(plan: Plan, looked: Looked, evidence: Sequence[Evidence], ontology: Ontology) -> str:
    """What the rows say in one line, then a quotation a line."""
    return "\n".join([*_opening(plan, looked, ontology), *_quotes(evidence)])


def quoted(item: Evidence) -> str:
    """“Words on the page” (Title, year, p. N)."""
    return f"“{item.quote}” ({', '.join(_source(item))})"


def _source(item: Evidence) -> Iterator[str]:
    yield item.title
    if item.year:
        yield str(item.year)
    if item.page_label or item.page:
        yield f"p. {item.page_label or item.page}"


def _opening(plan: Plan, looked: Looked, ontology: Ontology) -> Iterator[str]:
    """What the rows say, counted, in one sentence; nothing where there are no rows."""
    if not looked.rows:
        return
    if plan.kind == "strategies":
        yield f"{_there(plan, ontology)}: {_listed(looked, plan.recurring)}."
    elif plan.kind == "who":
        yield f"Named as acting: {_names(looked, 'name')}."
    elif plan.kind == "where":
        yield f"Recorded for: {_names(looked, 'country', ontology)}."
    elif plan.kind == "works":
        yield f"{_number(looked)}: {_names(looked, 'title')}."
    elif plan.kind == "gap":
        yield f"No document held says that these are done there: {_names(looked, 'label')}."
    elif plan.kind == "trend":
        yield "By year of publication: " + ", ".join(f"{row[0]} ({row[1]})" for row in looked.rows) + "."


def _quotes(evidence: Sequence[Evidence]) -> Iterator[str]:
    supporting = [item for item in evidence if item.role == "supports"]
    yield from map(quoted, supporting[:QUOTED])
    against = [item for item in evidence if item.role == "contradicts"]
    if against:
        yield ("Against this: " if supporting else "") + quoted(against[0])


def _there(plan: Plan, ontology: Ontology) -> str:
    if plan.recurring:
        return "Recorded as done in the most contexts"
    names = [ontology.countries[code].label for code in plan.countries]
    names += [ontology.regions[slug].label for slug in plan.regions]
    return f"Recorded for {' and '.join(names)}" if names else "Recorded"


def _listed(looked: Looked, counted: bool) -> str:
    label = looked.columns.index("label")
    if not counted:
        return _names(looked, "label")
    contexts = looked.columns.index("contexts")
    return ", ".join(f"{row[label]} ({row[contexts]})" for row in looked.rows[:ROWS_TOLD])


def _names(looked: Looked, column: str, ontology: Ontology | None = None) -> str:
    index = looked.columns.index(column)
    values = list(dict.fromkeys(str(row[index]) for row in looked.rows if row[index]))
    if ontology:
        values = [ontology.countries[code].label if code in ontology.countries else code for code in values]
    more = f" and {len(values) - ROWS_TOLD} more" if len(values) > ROWS_TOLD else ""
    return ", ".join(values[:ROWS_TOLD]) + more


def _number(looked: Looked) -> str:
    documents = len({row[looked.columns.index("document")] for row in looked.rows})
    return "One document held" if documents == 1 else f"{documents} documents held"
