"""The filters of every command, as parameters of the queries."""

from __future__ import annotations

from pyoxigraph import Literal

from corpus.records import Filters
from graph.names import Addresses, concept, region
from graph.texts import Values


def parameters_of(filters: Filters, at: Addresses) -> dict[str, Values]:
    """What `filters.rq` and the queries understand; nothing for a filter that is not set.

    `filters.regions` are regions of the vocabulary, by their slugs; strategies include their narrower ones.
    """
    first, last = filters.years
    given: dict[str, Values] = {
        "wanted": [concept(strategy) for strategy in filters.strategies],
        "area": [region(slug) for slug in filters.regions],
        "country": [at.entity(country) for country in filters.countries],
        "stance": [concept(stance) for stance in filters.stances],
        "effect": [concept(effect) for effect in filters.effects],
        "phase": [concept(phase) for phase in filters.phases],
        "actor": [at.entity(actor) for actor in filters.actors],
        "actorKind": [concept(kind) for kind in filters.actor_kinds],
        "from": [] if first is None else [Literal(first)],
        "to": [] if last is None else [Literal(last)],
        "language": [Literal(language) for language in filters.languages],
        "document": [at.document(document) for document in filters.documents],
    }
    return {name: values for name, values in given.items() if values} | _agency(filters.agencies)


def _agency(wanted: tuple[str, ...]) -> dict[str, Values]:
    """Any of these; `local-only` asks that the set be exactly that, and adds nothing to `local`."""
    in_set: Values = [concept(agency) for agency in wanted if agency != "local-only"]
    if "local-only" not in wanted or "local" in wanted:
        return {"agency": in_set} if in_set else {}
    return {"agencyOrLocalOnly": in_set} if in_set else {"localOnly": []}


def limit(number: int | None) -> dict[str, Values]:
    return {} if number is None else {"limit": [Literal(number)]}
