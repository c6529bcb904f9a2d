"""Places: found, told apart, and never made of words that merely look like one."""

from __future__ import annotations

import pytest

from tests.ingest.coding.coding import gazetteer


def found(text: str, **options: object) -> dict[str, tuple[str, ...]]:
    return {place.place: place.countries for place in gazetteer().find(text, **options)}  # type: ignore[arg-type]


def countries(text: str) -> set[str]:
    return {iso for isos in found(text).values() for iso in isos}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks resumed between Niger and Nigeria.", {"NER", "NGA"}),
        ("The Republic of the Congo borders the Democratic Republic of the Congo.", {"COG", "COD"}),
        (
            "Delegates came from Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea.",
            {"GIN", "GNB", "GNQ", "PNG"},
        ),
        ("Women in North Kivu patrol the market road.", {"COD"}),
        ("Elders of Abyei share the dry-season grazing.", {"SDN", "SSD"}),
        ("The peace hall in Kosovo was rebuilt, and one in Taiwan.", {"XKX", "TWN"}),
        ("Georgia and Russia signed in Moscow.", {"GEO", "RUS"}),
        ("Voters in Atlanta, Georgia, met others from across the United States.", {"USA"}),
    ],
)
def test_names_that_look_alike_are_told_apart(text: str, expected: set[str]) -> None:
    assert countries(text) == expected


@pytest.mark.parametrize("spelling", ["Kufrah", "Kufra", "Al Kufrah", "Al Kufra", "Al Jawf"])
def test_an_oasis_lies_in_libya_in_all_its_spellings(spelling: str) -> None:
    assert countries(f"Fighting broke out in {spelling}, in the south of Libya.") == {"LBY"}


@pytest.mark.parametrize(
    "text",
    [
        "Mary walked home. Most of her friends followed, and Hope carried the child.",
        "She studied at the University of Cambridge under Nancy Reading.",
        "Of the families, many drove a car; chad is a scrap of paper.",
        "London: Zed Books.",
        "Burundian NGOs and a French ambassador took part.",
    ],
)
def test_words_persons_imprints_and_nationalities_are_no_places(text: str) -> None:
    assert not countries(text)


def test_a_nationality_is_implied() -> None:
    assert [iso for _, iso in gazetteer().nationals("Burundian NGOs met Rwandan pastors.")] == ["BDI", "RWA"]


def test_a_country_inside_a_proper_name_counts() -> None:
    assert countries("The South Sudan People's Defence Forces withdrew.") == {"SSD"}


def test_a_small_town_is_known_by_the_company_it_keeps() -> None:
    places = found("In South Sudan, elders met in Bor.")
    assert places["gn-377241"] == ("SSD",)


def test_the_document_tells_which_town_is_meant() -> None:
    assert found("A market day in Bor was calm.", context={"SRB": 0.9}).popitem()[1] == ("SRB",)


def test_a_region_has_members_but_counts_for_no_country() -> None:
    assert found("Radio clubs across the Sahel") == {"sahel": ()}


def test_questions_are_written_small() -> None:
    assert "COL" in found("what do communities in colombia do", questions=True)
    assert "gn-206938" in found("who works in north kivu", questions=True)
    assert not found("can a car of peace be most nice", questions=True)


def test_a_place_that_no_gazetteer_lists_lies_in_the_country_spoken_of() -> None:
    places = gazetteer().find("In Uganda, people of the Kalogero Forest planted trees.")
    assert ("Kalogero Forest", ("UGA",)) in [(place.name, place.countries) for place in places]


def test_mentions_stand_where_they_say() -> None:
    text = "From Wajir, Kenya, to the Cauca valley of Colombia (and to Aceh)."
    for place in gazetteer().find(text):
        assert place.kind == "country" or text[place.start : place.end] == place.name


def test_a_place_whose_name_holds_a_countrys_is_itself() -> None:
    assert countries("Militants of the Niger Delta laid down arms.") == {"NGA"}
    assert countries("Churches of New Mexico sent letters.") == {"USA"}
    assert countries("Students of Mexico City marched.") == {"MEX"}
