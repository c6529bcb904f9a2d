"""SHACL: the shipped vocabulary is valid, and the shapes see what is wrong with data."""

from __future__ import annotations

import pytest
from pyshacl import validate
from rdflib import Graph

from ontology.turtle import FOLDER

SHAPES = Graph().parse(FOLDER / "shapes.ttl")
PREFIXES = """
@prefix c: <https://w3id.org/peace-concordance/ontology#> .
@prefix concept: <https://w3id.org/peace-concordance/concept/> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix : <http://x.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
PASSAGE = """
:p a c:Passage ; dcterms:isPartOf :d ; c:text "Elders mediated in Wajir." ; c:start 10 ; c:end 35 ; c:kind "body" .
"""
USE = """
:u a c:StrategyUse ; c:inPassage :p ; oa:exact "mediated" ; oa:start 7 ; oa:end 15 ; c:strategy concept:mediation ;
    c:stance concept:done ; c:agency concept:local ; c:effect concept:unstated ; c:confidence 0.9
    ; prov:wasGeneratedBy :r .
"""


def conforms(data: Graph) -> tuple[bool, str]:
    ok, _, text = validate(data, shacl_graph=SHAPES, advanced=True)
    return ok, str(text)


@pytest.mark.parametrize("name", ["peace.ttl", "strategies.ttl", "places.ttl"])
def test_the_shipped_vocabulary_is_valid(name: str) -> None:
    ok, text = conforms(Graph().parse(FOLDER / name))
    assert ok, text


def test_a_sound_use_is_valid() -> None:
    ok, text = conforms(Graph().parse(data=PREFIXES + PASSAGE + USE, format="turtle"))
    assert ok, text


@pytest.mark.parametrize(
    ("sound", "faulty", "says"),
    [
        ('"mediated"', '"meditated"', "character for character"),
        ("oa:start 7", "oa:start 8", "character for character"),
        ("c:strategy concept:mediation ;", "", "one strategy"),
        ("concept:done", "concept:done, concept:proposed", "one stance"),
        ("c:inPassage :p ;", "", "in one passage"),
        ("; prov:wasGeneratedBy :r", "", "where it comes from"),
        ("0.9", "1.9", "MaxInclusive"),
        ("dcterms:isPartOf :d ;", "", "belongs to one document"),
        ("c:end 35", "c:end 5", "LessThan"),
    ],
)
def test_a_faulty_graph_is_seen(sound: str, faulty: str, says: str) -> None:
    data = (PREFIXES + PASSAGE + USE).replace(sound, faulty, 1)
    ok, text = conforms(Graph().parse(data=data, format="turtle"))
    assert not ok
    assert says in text
