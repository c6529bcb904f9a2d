"""Countries and regions of the vocabulary, read from its statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.turtle import PLACE, RDF_TYPE, SKOS, C, Statements


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: `id` is its ISO 3166-1 alpha-3 code, `unit`, `subregion` and `continent` are regions."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    unit: str = ""  # M49 intermediate region where there is one, else the sub-region
    subregion: str = ""
    continent: str = ""
    iso2: str = ""
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """Several countries under one name. `kind`: unit, subregion or continent of M49, or own (the literature's)."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()
    kind: str = "own"
    within: str | None = None


def read_places(said: Statements) -> tuple[dict[str, Country], dict[str, Region]]:
    """Countries by ISO code and regions by id, as a Turtle text lists them."""
    above = {region: said.terms(region, C + "within") for region in said.a(C + "Region")}
    countries = {id: _country(said, PLACE + id, above) for id in map(_code, said.a(C + "Country")) if id}
    regions = {iri.removeprefix(PLACE): _region(said, iri, countries) for iri in above}
    return countries, regions


def _code(iri: str) -> str:
    return iri.removeprefix(PLACE)


def _country(said: Statements, iri: str, above: Mapping[str, list[str]]) -> Country:
    chain = said.terms(iri, C + "within")[:1]
    while chain and (higher := above.get(chain[-1])):
        chain.append(higher[0])
    ids = [_code(region) for region in chain]
    geonames = next((term for term in said.terms(iri, SKOS + "exactMatch") if "geonames.org" in term), None)
    return Country(
        id=_code(iri),
        label=said.text(iri, SKOS + "prefLabel", "en"),
        aliases=tuple(said.texts(iri, SKOS + "altLabel", "en")),
        demonyms=tuple(said.texts(iri, C + "demonym", "en")),
        unit=ids[0] if ids else "",
        subregion=ids[-2] if len(ids) > 1 else "",
        continent=ids[-1] if ids else "",
        iso2=said.text(iri, C + "iso2"),
        geonames=int(geonames.rstrip("/").rsplit("/", 1)[-1]) if geonames else None,
    )


def _region(said: Statements, iri: str, countries: Mapping[str, Country]) -> Region:
    id = _code(iri)
    of_m49 = (code for code, country in countries.items() if id in (country.unit, country.subregion, country.continent))
    within = said.terms(iri, C + "within")
    return Region(
        id=id,
        label=said.text(iri, SKOS + "prefLabel", "en"),
        aliases=tuple(said.texts(iri, SKOS + "altLabel", "en")),
        members=frozenset(map(_code, said.terms(iri, C + "member"))) or frozenset(of_m49),
        kind=_kind(said, iri, countries),
        within=_code(within[0]) if within else None,
    )


def _kind(said: Statements, iri: str, countries: Mapping[str, Country]) -> str:
    kinds = said.terms(iri, RDF_TYPE)
    if C + "Continent" in kinds:
        return "continent"
    if C + "StatisticalRegion" not in kinds:
        return "own"
    return "unit" if any(country.unit == _code(iri) for country in countries.values()) else "subregion"
