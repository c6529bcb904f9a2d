"""The use table counts by the codebook's rules, and filters by what holds of one and the same use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.records import ActorMention, Coding, Document, Filters, PassageCoding, StrategyUse
from corpus.uses import Uses
from ontology.terms import Ontology, shipped
from tests.corpus.made import document

KINDS = frozenset({"coding", "release"})


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load(shipped())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def uses(library: Library, ontology: Ontology, tmp_path: Path) -> Uses:
    return Uses(tmp_path / "uses", library, ontology=ontology)


def use(strategy: str, *countries: str, **said: object) -> StrategyUse:
    made = StrategyUse(strategy, "done", "quote", 0, 5, 0.9, countries=countries)
    return replace(made, **said)  # type: ignore[arg-type]


def hold(library: Library, title: str, *passages: PassageCoding, year: int = 2016) -> Document:
    """A document whose passages are coded so, in their order."""
    made = document(title + "".join(f"\nPassage {number} of {title}." for number in range(len(passages))))
    made = replace(made, year=year)
    library.put(made, made.text.encode())
    placed = [replace(coding, passage=passage.id) for coding, passage in zip(passages, made.passages, strict=True)]
    library.put_coding(Coding(made.id, tuple(placed), "1", 1))
    return made


def saying(*uses: StrategyUse, **said: object) -> PassageCoding:
    return replace(PassageCoding("", uses=uses), **said)  # type: ignore[arg-type]


def follow(uses: Uses, library: Library) -> None:
    uses.apply(library.changes(uses.applied, frozenset({"coding", "release"})), library.sequence)


def contexts(uses: Uses, filters: Filters | None = None, **options: object) -> dict[str, list[str]]:
    rows = uses.recurring(filters, minimum=1, **options)  # type: ignore[arg-type]
    return {row["strategy"]: row["regions" if options.get("by") == "region" else "countries"] for row in rows}


def test_a_strategy_recurs_where_it_was_done_in_two_countries(uses: Uses, library: Library) -> None:
    one = hold(library, "One", saying(use("mediation", "BDI")), saying(use("mediation", "BDI")))
    other = hold(library, "Other", saying(use("mediation", "COL"), use("dialogue", "COL")))
    follow(uses, library)
    (row,) = uses.recurring()
    assert row == {
        "strategy": "mediation",
        "label": "mediation",
        "contexts": 2,
        "countries": ["BDI", "COL"],
        "regions": sorted({uses.ontology.m49("BDI"), uses.ontology.m49("COL")}),
        "documents": sorted([one.id, other.id]),
        "passages": sorted(passage.id for passage in (*one.passages, *other.passages)),
        "stances": {"done": 3, "proposed": 0, "criticised": 0},
    }


def test_proposed_and_criticised_uses_stand_beside_the_count(uses: Uses, library: Library) -> None:
    said = saying(use("mediation", "BDI"), use("mediation", "KEN", stance="proposed"))
    hold(library, "One", said, saying(use("mediation", "COL", stance="criticised")))
    follow(uses, library)
    (row,) = uses.recurring(minimum=1)
    assert (row["countries"], row["stances"]) == (["BDI"], {"done": 1, "proposed": 1, "criticised": 1})
    assert contexts(uses, Filters(stances=("proposed",))) == {"mediation": ["KEN"]}


def test_a_narrower_strategy_counts_for_the_broader_and_a_branch_is_no_row(uses: Uses, library: Library) -> None:
    hold(library, "One", saying(use("amnesty", "BDI")), saying(use("transitional-justice", "COL")))
    follow(uses, library)
    assert contexts(uses) == {"transitional-justice": ["BDI", "COL"], "amnesty": ["BDI"]}
    assert uses.passages(Filters(strategies=("recover",))) == uses.passages(Filters())


def test_only_asserted_statements_count(uses: Uses, library: Library) -> None:
    hold(library, "One", saying(use("mediation", "BDI", confidence=0.2)))
    follow(uses, library)
    assert contexts(uses) == {}


def test_implied_countries_filter_and_never_count(uses: Uses, library: Library) -> None:
    made = hold(library, "One", saying(use("mediation"), implied_countries=("BDI",)))
    follow(uses, library)
    assert contexts(uses) == {}
    assert uses.evidence_map()["cells"] == []
    filters = Filters(countries=("BDI",), strategies=("mediation",))
    assert uses.passages(filters) == uses.passages(Filters(countries=("BDI",))) == {made.passages[0].id}


def test_a_use_tied_to_a_region_counts_where_that_is_a_unit(uses: Uses, library: Library) -> None:
    unit = uses.ontology.m49("KEN")
    own = next(region.id for region in uses.ontology.regions.values() if region.kind == "own")
    hold(library, "One", saying(use("mediation", regions=(unit,))), saying(use("dialogue", regions=(own,))))
    hold(library, "Other", saying(use("ceasefire", "KEN")))
    follow(uses, library)
    assert contexts(uses) == {"ceasefire": ["KEN"]}
    assert contexts(uses, by="region") == {"mediation": [unit], "ceasefire": [unit]}
    assert len(uses.passages(Filters(regions=(unit,), strategies=("mediation", "ceasefire")))) == 2


def test_filters_must_hold_of_one_and_the_same_use(uses: Uses, library: Library) -> None:
    apart = saying(use("mediation", "BDI", effect="helped"), use("dialogue", "COL", agency=("local",)))
    together = saying(use("mediation", "COL", agency=("local", "external")))
    made = hold(library, "One", apart, together)
    follow(uses, library)
    assert uses.passages(Filters(strategies=("mediation",), countries=("COL",))) == {made.passages[1].id}
    assert uses.passages(Filters(strategies=("mediation",), effects=("helped",))) == {made.passages[0].id}
    assert uses.passages(Filters(agencies=("local",))) == {passage.id for passage in made.passages}
    assert uses.passages(Filters(agencies=("local-only",))) == {made.passages[0].id}
    assert uses.passages(Filters(strategies=("dialogue",), agencies=("external",))) == set()


def test_filters_of_years_documents_and_languages(uses: Uses, library: Library) -> None:
    old = hold(library, "Old", saying(use("mediation", "BDI")), year=1999)
    new = hold(library, "New", saying(use("mediation", "COL")), year=2016)
    follow(uses, library)
    assert contexts(uses, Filters(years=(2010, None))) == {"mediation": ["COL"]}
    assert contexts(uses, Filters(years=(None, 2000))) == {"mediation": ["BDI"]}
    assert uses.passages(Filters(documents=(old.id,))) == {old.passages[0].id}
    assert uses.passages(Filters(languages=("en",))) == {old.passages[0].id, new.passages[0].id}
    assert uses.passages(Filters(languages=("fr",))) == set()


def test_the_public_finds_nothing_by_a_person_it_must_not_see(uses: Uses, library: Library) -> None:
    actor = ActorMention("Ana Ruiz", 0, 5, "person", "ana-ruiz", public_role=False)
    made = hold(library, "One", saying(use("mediation", "COL", actors=(0,)), actors=(actor,)))
    follow(uses, library)
    for filters in (Filters(actors=("ana-ruiz",)), Filters(actor_kinds=("person",))):
        assert uses.passages(filters) == {made.passages[0].id}
        assert uses.passages(filters, audience="public") == set()
    assert uses.passages(Filters(strategies=("mediation",)), audience="public") == {made.passages[0].id}


def test_the_public_counts_no_document_that_is_not_public(uses: Uses, library: Library) -> None:
    made = hold(library, "One", saying(use("mediation", "COL")))
    library.set_visibility(made.id, "members")
    follow(uses, library)
    assert uses.recurring(minimum=1, audience="public") == []
    assert len(uses.recurring(minimum=1)) == 1


def test_the_map_has_a_cell_where_something_is_said(uses: Uses, library: Library) -> None:
    made = hold(library, "One", saying(use("mediation", "BDI")), saying(use("dialogue", "COL", stance="proposed")))
    follow(uses, library)
    found = uses.evidence_map()
    assert [row["id"] for row in found["rows"]] == ["dialogue", "mediation"]
    assert [(column["id"], column["label"]) for column in found["columns"]] == [("BDI", "Burundi"), ("COL", "Colombia")]
    dialogue, mediation = found["cells"]
    assert (mediation["row"], mediation["column"], mediation["documents"]) == ("mediation", "BDI", [made.id])
    assert (dialogue["documents"], dialogue["stances"]["proposed"]) == ([made.id], 1)


def test_a_deleted_document_leaves_no_row_on_disk_either(uses: Uses, library: Library, tmp_path: Path) -> None:
    actor = ActorMention("Ana Ruiz", 0, 5, "person", "ana-ruiz", public_role=False)
    kept = hold(library, "Kept", saying(use("mediation", "BDI")))
    gone = hold(library, "Gone", saying(use("mediation", "COL", actors=(0,)), actors=(actor,)))
    follow(uses, library)
    library.delete(gone.id)
    follow(uses, library)
    assert uses.ids() == {kept.id}
    assert contexts(uses) == {"mediation": ["BDI"]}
    on_disk = (tmp_path / "uses" / "uses.npz").read_bytes()
    assert gone.id.encode() not in on_disk
    assert b"ana-ruiz" not in on_disk
    again = Uses(tmp_path / "uses", library, ontology=uses.ontology)
    assert (again.applied, again.ids()) == (library.sequence, {kept.id})
    assert contexts(again) == contexts(uses)


def test_applying_again_changes_nothing(uses: Uses, library: Library) -> None:
    hold(library, "One", saying(use("mediation", "BDI", "COL")), saying(use("dialogue", "COL")))
    hold(library, "Other", saying(use("mediation", "KEN")))
    follow(uses, library)
    before = uses.recurring(minimum=1)
    uses.apply(library.changes(0, frozenset({"coding", "release"})), library.sequence)
    assert uses.recurring(minimum=1) == before


def test_the_table_of_another_library_is_not_taken(
    uses: Uses, library: Library, ontology: Ontology, tmp_path: Path
) -> None:
    hold(library, "One", saying(use("mediation", "BDI")))
    follow(uses, library)
    another = Library(tmp_path / "another")
    assert Uses(tmp_path / "uses", another, ontology=ontology).applied == 0
    another.close()
