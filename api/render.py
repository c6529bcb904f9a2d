"""Pages: HTML by Jinja, for those who prefer it by `Accept`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from corpus.records import Name
from ontology.terms import Ontology

OFFERS = ("text/html", "application/json", "application/ld+json", "text/turtle")
environment = Environment(
    loader=PackageLoader("api", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    html = environment.get_template(template).render(request=request, **values)
    return HTMLResponse(html, status, {"Vary": "Accept", **(headers or {})})


def preferred(request: Request, offers: tuple[str, ...] = OFFERS, default: str = "application/json") -> str | None:
    """The offer that `Accept` prefers (RFC 9110); `default` where it prefers none; None where it wants none."""
    accept = request.headers.get("accept", "").strip()
    if not accept:
        return default
    ranked = [(_quality(accept, offer), offer == default, -i, offer) for i, offer in enumerate(offers)]
    quality, *_, offer = max(ranked)
    return offer if quality > 0 else None


def _quality(accept: str, offer: str) -> float:
    """The quality that the most specific matching range gives to an offer."""
    best = (0, 0.0)
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((_number(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
        specific = 3 if kind == offer else 2 if kind == offer.split("/")[0] + "/*" else 1 if kind == "*/*" else 0
        if specific > best[0]:
            best = (specific, weight)
    return best[1]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def prefers_html(request: Request) -> bool:
    return preferred(request) == "text/html"


def either(request: Request, template: str, result: Any, /, **values: Any) -> Any:
    """The page for a person, the plain result for a program."""
    return page(request, template, **values) if prefers_html(request) else result


def page_name(item: Mapping[str, Any] | Any) -> str:
    """What a scholar would cite: the printed page or paragraph, else the page of the file."""
    values = item if isinstance(item, Mapping) else {"page": item.page, "page_label": item.page_label}
    label, number = values.get("page_label"), values.get("page")
    if label:
        return f"p. {label}" if str(label)[:1].isdigit() or len(str(label)) < 5 else str(label)
    return f"p. {number}" if number else "in the text"


def full_name(name: Name) -> str:
    return f"{name.given} {name.family}".strip()


def cell_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


@pass_context
def country_name(context: Context, code: str) -> str:
    """By the ontology in force; the code where it knows no name."""
    country = _ontology(context).countries.get(code)
    return country.label if country else code


@pass_context
def strategy_name(context: Context, id: str) -> str:
    concept = _ontology(context).concepts.get(id)
    return concept.label if concept else id


def _ontology(context: Context) -> Ontology:
    ontology: Ontology = context["request"].app.state.house.ontology
    return ontology


environment.filters.update(page=page_name, name=full_name, cell=cell_text, country=country_name, strategy=strategy_name)
