"""The filters that search, ask, recurring and evidence-map share: one list for the command line and for HTTP."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import click
from pydantic import BaseModel, Field, field_validator

from corpus.records import Filters
from ontology.errors import WrongUse
from ontology.places import Country
from ontology.terms import Concept, Ontology, UnknownTerm

Command = TypeVar("Command", bound=Callable[..., Any])


class UnknownValue(WrongUse):
    """A filter names something that the ontology does not hold."""


class FilterParams(BaseModel):
    """The same filter repeated means any of them; different filters mean all."""

    country: list[str] = Field([], description="ISO 3166-1 alpha-3, as COD")
    region: list[str] = Field([], description="a region, as “Eastern Africa” or “Sahel”")
    strategy: list[str] = Field([], description="a strategy's identifier, as early-warning")
    stance: list[str] = Field([], description="done, proposed or criticised")
    agency: list[str] = Field([], description="local, national, external or local-only")
    effect: list[str] = Field([], description="helped, failed, mixed or unstated")
    phase: list[str] = Field([], description="before, during or after violence")
    actor: list[str] = Field([], description="an actor's identifier")
    actor_kind: list[str] = Field([], description="as local-organisation, igo, armed-group")
    year: str | None = Field(None, description="the document's year or years, as 2016 or 2010..2016")
    language: list[str] = Field([], description="the passage's language, as en")
    document: list[str] = Field([], description="a document's identifier")

    @field_validator("*", mode="before")
    @classmethod
    def without_blanks(cls, value: Any) -> Any:
        """A form sends its empty fields too: they filter nothing."""
        if isinstance(value, list):
            return [item for item in value if item != ""]
        return value

    def filters(self, ontology: Ontology) -> Filters:
        """Checked against the ontology in force. Raises UnknownValue, with the nearest that there is."""
        return Filters(
            countries=_known("country", (code.upper() for code in self.country), ontology.countries),
            regions=tuple(_region(name, ontology) for name in self.region),
            strategies=_known("strategy", self.strategy, {**ontology.strategies, **ontology.branches}),
            stances=_known("stance", self.stance, ontology.stances),
            agencies=_known("agency", self.agency, [*ontology.agencies, "local-only"]),
            effects=_known("effect", self.effect, ontology.effects),
            phases=_known("phase", self.phase, ontology.phases),
            actors=tuple(self.actor),
            actor_kinds=_known("actor-kind", self.actor_kind, ontology.actor_types),
            years=years(self.year),
            languages=tuple(code.lower() for code in self.language),
            documents=tuple(self.document),
        )


def filter_options(*, without: tuple[str, ...] = ()) -> Callable[[Command], Command]:
    """The same filters as options of a command."""

    def decorate(command: Command) -> Command:
        for name, field in reversed(FilterParams.model_fields.items()):
            if name not in without:
                multiple = name != "year"
                option = click.option(f"--{name.replace('_', '-')}", multiple=multiple, help=field.description)
                command = option(command)
        return command

    return decorate


def filter_params(options: dict[str, Any]) -> FilterParams:
    """What the command line was given, taken out of its options."""
    given = {name: options.pop(name) for name in FilterParams.model_fields if name in options}
    return FilterParams.model_validate({name: list(v) if isinstance(v, tuple) else v for name, v in given.items()})


def filter_page(params: FilterParams, ontology: Ontology) -> dict[str, Any]:
    """What the pages need to show the filters as a form with what was given."""
    named: dict[str, Mapping[str, Concept | Country]] = {
        "country": ontology.countries,
        "strategy": ontology.strategies,
        "stance": ontology.stances,
        "effect": ontology.effects,
        "phase": ontology.phases,
        "actor_kind": ontology.actor_types,
    }
    choices = {name: [(id, term.label) for id, term in terms.items()] for name, terms in named.items()}
    choices["agency"] = [(id, term.label) for id, term in ontology.agencies.items()] + [("local-only", "local only")]
    given = {name: getattr(params, name) for name in FilterParams.model_fields}
    fields = FilterParams.model_fields
    return {"choices": choices, "given": given, "filter_fields": fields, "filtered": any(given.values())}


def years(text: str | None) -> tuple[int | None, int | None]:
    """`2016` or `2010..2016`, either end of which may be left open."""
    if not text:
        return None, None
    if not (match := re.fullmatch(r"(\d{4})?(\.\.)?(\d{4})?", text.strip())) or not (match[1] or match[3]):
        raise UnknownValue(f"`{text}` is no year: give one as 2016, or a span as 2010..2016.")
    first, last = (int(group) if group else None for group in (match[1], match[3]))
    return (first, last) if match[2] else (first, first)


def _known(option: str, values: Iterable[str], there_are: Iterable[str]) -> tuple[str, ...]:
    known, given = list(there_are), tuple(values)
    for value in given:
        if value not in known:
            near = difflib.get_close_matches(value, known, n=3, cutoff=0.4) or sorted(known)[:12]
            raise UnknownValue(f"There is no {option} `{value}`. Near it: {', '.join(near)}.")
    return given


def _region(name: str, ontology: Ontology) -> str:
    try:
        return ontology.region(name).id
    except UnknownTerm as error:
        message = f"There is no region `{name}`. Examples: Eastern Africa, South America, Sahel, Great Lakes."
        raise UnknownValue(message) from error
