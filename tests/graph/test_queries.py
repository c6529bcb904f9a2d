"""The named queries say what a count by hand says, and what they show runs as it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.library import Library
from corpus.records import Filters, HeldCoding, StrategyUse
from corpus.uses import Uses
from graph import queries
from graph.queries import NO_FILTERS
from graph.rows import Recurrence
from graph.sparql import Workers
from graph.store import GraphStore
from graph.texts import query_text
from graph.view import View
from ontology.terms import Ontology, shipped
from tests.graph.making import BASE, SENTENCE, WORK, changes_of, coded, held, release, use

STRATEGIES = ("mediation", "dialogue", "amnesty", "reparations", "transitional-justice")
COUNTRIES = ("KEN", "UGA", "COL", "LKA")
STANCES = ("done", "proposed", "criticised")
IDS = ("a" * 16, "b" * 16, "c" * 16)

Said = Mapping[str, tuple[list[StrategyUse], list[StrategyUse]]]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load(shipped())


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    made = GraphStore(tmp_path_factory.mktemp("recurring"), "owner", BASE)
    made.apply([release()], upto=1)
    yield made
    made.close()


uses = st.lists(
    st.builds(
        use,
        st.sampled_from(STRATEGIES),
        stance=st.sampled_from(STANCES),
        countries=st.lists(st.sampled_from(COUNTRIES), max_size=2, unique=True).map(tuple),
        agency=st.lists(st.sampled_from(("local", "national", "external")), max_size=2, unique=True).map(tuple),
        effect=st.sampled_from(("helped", "failed", "unstated")),
        phase=st.sampled_from((None, "during", "after")),
        regions=st.sampled_from(((), (), ("western-africa",), ("sahel",), ("eastern-africa", "great-lakes"))),
        confidence=st.sampled_from((0.3, 0.9)),
    ),
    max_size=3,
)
libraries = st.fixed_dictionaries({id: st.tuples(uses, uses) for id in IDS})
filterings = st.sampled_from(
    (
        NO_FILTERS,
        Filters(countries=("KEN", "COL")),
        Filters(phases=("during",)),
        Filters(agencies=("local",)),
        Filters(agencies=("local-only",)),
        Filters(agencies=("local-only", "external")),
        Filters(effects=("helped", "failed")),
        Filters(regions=("eastern-africa",)),
        Filters(regions=("great-lakes", "americas"), phases=("during", "after")),
        Filters(regions=("africa",)),
        Filters(regions=("africa",), countries=("KEN",)),
        Filters(strategies=("transitional-justice",)),
        Filters(documents=IDS[:1]),
        Filters(years=(2011, None)),
    )
)
YEARS = dict(zip(IDS, (2010, 2011, 2012), strict=True))


def written(library: Said) -> list[HeldCoding]:
    texts = (SENTENCE, "Another passage of theirs.")
    return [coded(held(id, texts, year=YEARS[id]), said) for id, said in library.items()]


def fill(graph: GraphStore, library: Said) -> Path:
    graph.apply(changes_of(*written(library)), upto=99)
    return graph.snapshot()


def kept(said: StrategyUse, id: str, filters: Filters, ontology: Ontology) -> bool:
    wanted = {narrow for strategy in filters.strategies for narrow in ontology.narrower(strategy)}
    agency = {"local-only"} if said.agency == ("local",) else set[str]()
    first = filters.years[0]
    return (
        (not wanted or said.strategy in wanted)
        and (not filters.phases or said.phase in filters.phases)
        and (not filters.effects or said.effect in filters.effects)
        and (not filters.agencies or bool({*said.agency, *agency} & set(filters.agencies)))
        and (not filters.documents or id in filters.documents)
        and (first is None or YEARS[id] >= first)
    )


def counted_by_hand(library: Said, filters: Filters, ontology: Ontology) -> dict[str, set[str]]:
    """For each strategy the countries in which some document says that it, or a narrower one, was done."""
    area = {country for region in filters.regions for country in ontology.region_members(region)}
    found: dict[str, set[str]] = defaultdict(set)
    for id, passages in library.items():
        for said in (said for passage in passages for said in passage):
            if said.stance == "done" and said.confidence >= 0.5 and kept(said, id, filters, ontology):
                for country in said.countries:
                    if (not area or country in area) and (not filters.countries or country in filters.countries):
                        found[said.strategy].add(country)
                        if said.strategy in {"amnesty", "reparations"}:
                            found["transitional-justice"].add(country)
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(libraries, filterings, st.integers(1, 3))
def test_recurring_counts_as_a_count_by_hand_does(
    graph: GraphStore, ontology: Ontology, library: Said, filters: Filters, minimum: int
) -> None:
    with View(fill(graph, library), BASE) as view:
        found = queries.recurring(view, minimum=minimum, filters=filters)
    by_hand = counted_by_hand(library, filters, ontology)
    expected = {strategy: countries for strategy, countries in by_hand.items() if len(countries) >= minimum}
    assert {row.strategy: set(row.countries) for row in found.rows} == expected
    assert all(row.contexts == len(row.countries) for row in found.rows)
    assert all(more.contexts >= fewer.contexts for more, fewer in pairwise(found.rows))


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Uses]:
    folder = tmp_path_factory.mktemp("table")
    library = Library(folder)
    yield Uses(folder / "uses", library)
    library.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(libraries, filterings, st.sampled_from(((), ("proposed",), STANCES)), st.sampled_from(("country", "region")))
def test_the_graph_and_the_use_table_count_alike(
    graph: GraphStore, table: Uses, library: Said, filters: Filters, stances: tuple[str, ...], by: queries.Context
) -> None:
    documents = written(library)
    filters = replace(filters, stances=stances)
    table.apply(changes_of(*documents), upto=99)
    graph.apply(changes_of(*documents), upto=99)
    with View(graph.snapshot(), BASE) as view:
        found = queries.recurring(view, by=by, minimum=1, filters=filters).rows
        cells = queries.evidence_map(view, filters=filters).rows
    assert [as_in_table(row, by) for row in found] == [
        (row["strategy"], row["contexts"], row[WHERE[by]], len(row["documents"]), len(row["passages"]), row["stances"])
        for row in table.recurring(filters, by=by, minimum=1)
    ]
    assert [(cell.strategy, cell.country, cell.documents, cell.passages) for cell in cells] == [
        (cell["row"], cell["column"], len(cell["documents"]), len(cell["passages"]))
        for cell in table.evidence_map(filters)["cells"]
    ]


WHERE = {"country": "countries", "region": "regions"}


def as_in_table(row: Recurrence, by: queries.Context) -> tuple[object, ...]:
    stances = {"done": row.done, "proposed": row.proposed, "criticised": row.criticised}
    where = list(getattr(row, WHERE[by]))
    return row.strategy, row.contexts, where, row.documents, row.passages, stances


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(libraries)
def test_a_passage_counts_once_whatever_it_repeats(graph: GraphStore, ontology: Ontology, library: Said) -> None:
    with View(fill(graph, library), BASE) as view:
        rows = queries.recurring(view, minimum=1).rows
    for row in rows:
        narrower = ontology.narrower(row.strategy)
        passages = {
            (id, index)
            for id, said in library.items()
            for index, passage in enumerate(said)
            for one in passage
            if one.strategy in narrower and one.stance == "done" and one.confidence >= 0.5 and one.countries
        }
        assert (row.passages, row.documents) == (len(passages), len({id for id, _ in passages}))


def test_by_region_a_use_counts_for_its_countrys_region_and_for_one_it_names(graph: GraphStore) -> None:
    said = [use(countries=("KEN",)), use("dialogue", countries=(), regions=("western-africa",))]
    with View(fill(graph, {"a" * 16: (said, [use(countries=("UGA", "COL"))])}), BASE) as view:
        rows = {
            row.strategy: row
            for row in queries.recurring(view, by="region", minimum=1, filters=Filters(documents=IDS[:1])).rows
        }
    assert rows["mediation"].regions == ("eastern-africa", "south-america")
    assert rows["dialogue"].regions == ("western-africa",)


def test_branches_are_never_rows(graph: GraphStore, ontology: Ontology) -> None:
    library = {id: ([use(strategy) for strategy in STRATEGIES], []) for id in IDS}
    with View(fill(graph, library), BASE) as view:
        rows: tuple[Recurrence, ...] = queries.recurring(view, minimum=1).rows
    assert {row.strategy for row in rows} == set(STRATEGIES)
    assert not {row.strategy for row in rows} & set(ontology.branches)


# ---------------------------------------------------------------- over one document on mediation in Wajir


def test_what_is_done_at_a_town_in_its_country_and_in_its_region(view: View) -> None:
    for place in ("gn-178443", "KEN", "eastern-africa", "horn-of-africa", "africa"):
        (found,) = queries.what_is_done_in(view, [place]).rows
        assert (found.strategy, found.quote, found.page) == ("mediation", SENTENCE[:15], 3)
    assert not queries.what_is_done_in(view, ["COL"]).rows


def test_who_does_it_where(view: View) -> None:
    (found,) = queries.who_does_where(view, filters=Filters(strategies=("mediation",))).rows
    assert (found.actor, found.name, found.kind, found.country) == ("amina-yusuf", "Amina Yusuf", "person", "KEN")


def test_which_documents_discuss_it_and_which_works_they_cite(view: View) -> None:
    (document,) = queries.documents_discussing(view, filters=Filters(strategies=("mediation",))).rows
    assert (document.document, document.year, document.done) == ("a" * 16, 2016, 1)
    (cited,) = queries.works_cited_on(view, filters=Filters(strategies=("mediation",))).rows
    assert (cited.work, cited.cited) == (WORK, "Turning")


def test_who_cites_a_work_with_the_words_that_do(view: View) -> None:
    (place,) = queries.who_cites(view, [WORK]).rows
    assert SENTENCE[place.start : place.end] == place.quote == "clans"
    assert (place.sentence, place.function, place.confidence) == (SENTENCE, "critiques", 0.5)
    (document,) = queries.who_refers_to(view, [WORK]).rows
    assert document.document == "a" * 16


def test_the_evidence_of_a_cell(view: View) -> None:
    (found,) = queries.evidence_of(view, "mediation", "KEN").rows
    assert (found.stance, found.effect, found.confidence) == ("done", "helped", 0.9)
    assert not queries.evidence_of(view, "mediation", "UGA").rows


def test_gaps_are_the_strategies_that_no_document_says_are_done(view: View, ontology: Ontology) -> None:
    missing = {row.strategy for row in queries.gaps(view, filters=Filters(countries=("KEN",))).rows}
    assert missing == set(ontology.strategies) - set(ontology.branches) - {"mediation"}


def test_years_and_documents(view: View) -> None:
    (year,) = queries.years(view).rows
    assert (year.year, year.documents, year.passages) == (2016, 1, 1)
    (document,) = queries.documents(view).rows
    assert document.title == "A study of aaaaaaaaaaaaaaaa"


EVERY_FILTER = Filters(
    countries=("KEN",),
    regions=("africa",),
    strategies=("mediation",),
    stances=("done",),
    agencies=("local", "local-only"),
    effects=("helped",),
    phases=("during",),
    actors=("amina-yusuf",),
    actor_kinds=("person",),
    years=(2000, 2020),
    languages=("en",),
    documents=("a" * 16,),
)


def test_every_filter_at_once_finds_the_use_that_fits_them_all(view: View) -> None:
    assert all(getattr(EVERY_FILTER, field.name) for field in fields(EVERY_FILTER))
    (found,) = queries.uses(view, filters=EVERY_FILTER).rows
    assert found.strategy == "mediation"


def test_what_is_shown_runs_as_shown_and_gives_the_same_rows(
    view: View, wajir_graph: GraphStore, workers: Workers
) -> None:
    asked = [
        queries.recurring(view, minimum=1, filters=EVERY_FILTER),
        queries.recurring(view, by="region", minimum=1),
        queries.evidence_map(view, filters=EVERY_FILTER),
        queries.uses(view, filters=EVERY_FILTER),
        queries.what_is_done_in(view, ["KEN"], filters=EVERY_FILTER),
        queries.who_does_where(view, filters=EVERY_FILTER),
        queries.documents_discussing(view, filters=EVERY_FILTER),
        queries.works_cited_on(view, filters=EVERY_FILTER),
        queries.years(view, filters=EVERY_FILTER),
        queries.gaps(view, filters=Filters(countries=("KEN",))),
        queries.who_cites(view, [WORK]),
        queries.who_refers_to(view, [WORK]),
        queries.documents(view),
    ]
    for found in asked:
        again = workers.run(wajir_graph.newest(), found.table.sparql)
        assert again.rows == len(found.rows) > 0, found.table.sparql


def test_each_query_begins_with_what_it_answers() -> None:
    for path in sorted((Path(queries.__file__).parent / "queries").glob("*.rq")):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name


def test_a_value_never_becomes_syntax(view: View) -> None:
    hostile = Filters(strategies=('x> } DROP ALL # "',), languages=('en"} #',))
    assert not queries.uses(view, filters=hostile).rows


def test_a_query_without_parameters_has_no_marks_left() -> None:
    assert "#:" not in query_text("uses", {})
    assert "VALUES" not in query_text("uses", {})
