"""Notes lead to the works they mean, in whatever form they name them."""

import pytest

from corpus.records import Note
from ingest.citing.notes import resolve
from ingest.citing.references import parse_references
from ingest.citing.works import Works

BIBLIOGRAPHY = [
    "Autesserre, Séverine. 2010. The Trouble with the Congo: Local Violence and the Failure of International "
    "Peacebuilding. Cambridge: Cambridge University Press.",
    "Autesserre, Séverine. 2014. Peaceland: Conflict Resolution and the Everyday Politics of International "
    "Intervention. Cambridge: Cambridge University Press.",
    "Kaplan, Oliver. 2013. “Protecting Civilians in Civil War: The Institution of the ATCC in Colombia.” Journal of "
    "Peace Research 50 (3): 351–367.",
    "Mac Ginty, Roger, and Oliver P. Richmond. 2013. “The Local Turn in Peace Building: A Critical Agenda for Peace.” "
    "Third World Quarterly 34 (5): 763–783.",
    "Anderson, Mary B., and Marshall Wallace. 2013. Opting Out of War: Strategies to Prevent Violent Conflict. "
    "Boulder: Lynne Rienner.",
]
CONGO, PEACELAND, ATCC, LOCAL_TURN, OPTING_OUT = range(5)


def cited(*texts: str) -> list[list[int]]:
    works = Works(parse_references(BIBLIOGRAPHY))
    notes = [Note(str(number), None, text, 0, len(text)) for number, text in enumerate(texts, 1)]
    return [[link.reference for link in note.links] for note in resolve(notes, works)]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("Autesserre, The Trouble with the Congo.", [CONGO]),
        ("Autesserre, The Trouble with the Congo; Autesserre, Peaceland: Conflict Resolution, 12.", [CONGO, PEACELAND]),
        ("Kaplan, “Protecting Civilians in Civil War”, 351–367.", [ATCC]),
        ("See also MacGinty and Richmond, “The Local Turn,” 770.", [LOCAL_TURN]),
        ("Opting Out of War, 17.", [OPTING_OUT]),
        ("Autesserre 2014, 20; Kaplan 2013.", [PEACELAND, ATCC]),
        ("Anderson and Wallace, op. cit., p. 44.", [OPTING_OUT]),
        ("For the critique, see Autesserre, Peaceland, 3.", [PEACELAND]),
        ("The interviews were held in March, and names are withheld.", []),
        ("", []),
    ],
)
def test_a_note_means_these_works(text: str, works: list[int]) -> None:
    assert cited(text) == [works]


def test_ibid_points_at_the_work_of_the_note_before() -> None:
    assert cited("Kaplan, “Protecting Civilians in Civil War,” 352.", "Ibid., 360.", "Ibid.") == [
        [ATCC],
        [ATCC],
        [ATCC],
    ]


def test_supra_note_points_at_the_note_it_numbers() -> None:
    assert cited("Autesserre, Peaceland, 3.", "Kaplan 2013.", "Autesserre, supra note 1, at 9.")[2] == [PEACELAND]


def test_a_full_form_that_the_bibliography_has_is_the_same_work() -> None:
    full = (
        "Kaplan, Oliver. 2013. “Protecting Civilians in Civil War: The Institution of the ATCC in Colombia.” "
        "Journal of Peace Research 50, no. 3, 351."
    )
    works = Works(parse_references(BIBLIOGRAPHY))
    found = resolve([Note("1", None, full, 0, len(full))], works)
    assert found[0].references == (ATCC,)
    assert len(works.references) == len(BIBLIOGRAPHY)
    assert works.references[ATCC].found_in == "both"


def test_a_full_form_that_is_new_is_added_once_and_found_by_its_short_form() -> None:
    book = "The Moral Imagination: The Art and Soul of Building Peace"
    full = f"John Paul Lederach, {book} (Oxford: Oxford University Press, 2005), 38."
    new = len(BIBLIOGRAPHY)
    assert cited(full, "Lederach, The Moral Imagination, 41.") == [[new], [new]]


def test_a_resolution_in_a_note_is_a_work_by_its_symbol() -> None:
    works = Works()
    text = "UN Security Council, resolution 1325 (2000); see also S/2015/716, para. 3."
    resolve([Note("1", None, text, 0, len(text))], works)
    assert [reference.symbol for reference in works.references] == ["S/RES/1325(2000)", "S/2015/716"]
