"""Later notes point back in the forms of many houses; each link says how surely, and what else it may mean."""

import pytest

from corpus.records import Link, Note, Passage
from ingest.citing.linking import cite
from ingest.citing.notes import resolve
from ingest.citing.references import parse_references
from ingest.citing.works import Works
from ingest.manuscript import Block

BIBLIOGRAPHY = [
    "Autesserre, Séverine. 2014. Peaceland: Conflict Resolution and the Everyday Politics of International "
    "Intervention. Cambridge: Cambridge University Press.",
    "Kaplan, Oliver. 2013. “Protecting Civilians in Civil War.” Journal of Peace Research 50 (3): 351–367.",
    "Lederach, John Paul. 2005. The Moral Imagination: The Art and Soul of Building Peace. Oxford: Oxford University "
    "Press.",
]
PEACELAND, CIVILIANS, IMAGINATION = range(3)
FIRST = (
    "Autesserre, Peaceland, 3.",
    "Kaplan, “Protecting Civilians in Civil War,” 352; Lederach, The Moral Imagination.",
)


def last(text: str) -> Link:
    """What the third note means, after one of one work and one of two."""
    works = Works(parse_references(BIBLIOGRAPHY))
    notes = [Note(str(number), None, said, 0, len(said)) for number, said in enumerate((*FIRST, text), 1)]
    return resolve(notes, works)[-1].links[0]


@pytest.mark.parametrize(
    ("text", "how", "work"),
    [
        ("Ibid., 45.", "ibid", IMAGINATION),
        ("Id. at 45.", "ibid", IMAGINATION),
        ("Ebd., S. 45.", "ibid", IMAGINATION),
        ("Ibídem, p. 45.", "ibid", IMAGINATION),
        ("Kaplan, op. cit., p. 355.", "op. cit.", CIVILIANS),
        ("Kaplan, ob. cit., p. 355.", "op. cit.", CIVILIANS),
        ("Kaplan, a.a.O., S. 355.", "op. cit.", CIVILIANS),
        ("Autesserre, supra note 1, at 9.", "supra", PEACELAND),
        ("Autesserre (n 1) 9.", "supra", PEACELAND),
        ("Kaplan (n 2) 355.", "supra", CIVILIANS),
        ("Autesserre, Peaceland (wie Anm. 1), S. 9.", "supra", PEACELAND),
        ("Vgl. Fn. 1.", "supra", PEACELAND),
        ("Cf. note 1 supra.", "supra", PEACELAND),
        ("Véase nota 1 supra.", "supra", PEACELAND),
        ("See Kaplan 2013, 355.", "author-year", CIVILIANS),
        ("Vgl. Lederach, The Moral Imagination, S. 12.", "short", IMAGINATION),
    ],
)
def test_a_note_points_back(text: str, how: str, work: int) -> None:
    link = last(text)
    assert (link.how, link.reference) == (how, work)
    assert 0.3 <= link.score <= 1


def test_ibid_after_two_works_says_that_the_other_may_be_meant() -> None:
    link = last("Ibid.")
    assert [work for work, _ in link.alternatives] == [CIVILIANS]
    assert link.score < 0.95


def test_a_short_name_is_defined_and_then_used() -> None:
    report = (
        "United Nations, Report of the Panel on United Nations Peace Operations (New York: United Nations, 2000) "
        "[hereinafter Brahimi Report]."
    )
    works = Works(parse_references(BIBLIOGRAPHY))
    texts = (report, "Autesserre, Peaceland, 3.", "Brahimi Report, para. 48.")
    read = resolve([Note(str(n), None, text, 0, len(text)) for n, text in enumerate(texts, 1)], works)
    assert read[2].references == read[0].references != ()
    assert read[2].links[0].how == "named"


def test_links_stand_at_their_words() -> None:
    text = "See Kaplan 2013, 355; see also Lederach, The Moral Imagination, 12."
    works = Works(parse_references(BIBLIOGRAPHY))
    (note,) = resolve([Note("1", None, text, 100, 100 + len(text))], works)
    words = [text[link.start - 100 : link.end - 100] for link in note.links]
    assert words == ["Kaplan 2013, 355", "Lederach, The Moral Imagination, 12."]


def cited(text: str, entries: list[str]) -> list[tuple[str, tuple[int, ...]]]:
    found = cite(text, [Passage("d-0", text, 0, len(text))], [], [], [Block("item", entry) for entry in entries])
    return [(text[citation.start : citation.end], citation.references) for citation in found.citations]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("So it was (see Kaplan 2013: 12; Autesserre 2014).", [("(see Kaplan 2013: 12; Autesserre 2014)", (1, 0))]),
        ("Kaplan’s study of the Carare (2013) says so.", [("(2013)", (1,))]),
        ("As Lederach (2005) has it, art comes first.", [("Lederach (2005)", (2,))]),
        ("The accord of Arusha (2000) held.", []),
    ],
)
def test_author_and_year_in_the_text(text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    assert cited(text, BIBLIOGRAPHY) == found


def test_numbers_in_brackets_lead_to_a_numbered_bibliography() -> None:
    numbered = [f"[{number}] {entry}" for number, entry in enumerate(BIBLIOGRAPHY, 1)]
    assert cited("So it was [1–2], and is [3, p. 12].", numbered) == [("[1–2]", (0, 1)), ("[3, p. 12]", (2,))]
    assert cited("So it was [1–2].", BIBLIOGRAPHY) == []


def test_two_works_of_one_author_and_year_are_as_probable_as_each_other() -> None:
    entries = [BIBLIOGRAPHY[1], "Kaplan, Oliver. 2013. “Nudging Armed Groups.” Stability 2 (3): 62."]
    text = "Villagers talked (Kaplan 2013)."
    found = cite(text, [Passage("d-0", text, 0, len(text))], [], [], [Block("item", entry) for entry in entries])
    (link,) = found.citations[0].links
    assert (link.score, link.alternatives) == (0.5, ((1, 0.5),))
