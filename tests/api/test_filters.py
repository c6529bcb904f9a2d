from __future__ import annotations

import pytest

from api.filters import FilterParams, UnknownValue, years
from ontology.terms import Ontology, shipped


@pytest.fixture(scope="module")
def ontology():
    return Ontology.load(shipped())


def test_filters_are_checked_against_the_ontology_in_force(ontology):
    filters = FilterParams(country=["cod", "COL"], strategy=["early-warning"], agency=["local-only"]).filters(ontology)
    assert filters.countries == ("COD", "COL")
    assert filters.agencies == ("local-only",)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ({"strategy": ["early-waring"]}, "early-warning"),
        ({"stance": ["did"]}, "done"),
        ({"region": ["Atlantis"]}, "Sahel"),
        ({"year": "last year"}, "2010..2016"),
    ],
)
def test_what_the_ontology_does_not_hold_is_answered_by_the_nearest_that_it_holds(ontology, given, near):
    with pytest.raises(UnknownValue, match=near.replace(".", r"\.")):
        FilterParams(**given).filters(ontology)


def test_empty_fields_of_a_form_filter_nothing(ontology):
    blank = FilterParams(country=[""], strategy=[""], year="")
    assert blank.filters(ontology) == FilterParams().filters(ontology)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2016", (2016, 2016)),
        ("2010..2016", (2010, 2016)),
        ("2010..", (2010, None)),
        ("..2016", (None, 2016)),
        ("", (None, None)),
    ],
)
def test_years_may_be_left_open(text, span):
    assert years(text) == span
