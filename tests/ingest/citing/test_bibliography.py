"""Entries come out whole, however the page cut them."""

from ingest.citing.bibliography import begins_entry, entries
from ingest.manuscript import Block, Line

ONE = "Barrs, Casey. 2010. How Civilians Survive Violence: A Preliminary Inventory. Washington, DC: Cuny Center."
TWO = "Funk, Nathan C. 2012. “Building on What’s Already There.” International Journal 67 (2): 391–408."
THREE = (
    "Odendaal, Andries. 2013. A Crucial Link: Local Peace Committees and National Peacebuilding. Washington, DC: USIP."
)


def printed(text: str, *cuts: str, indents: tuple[float, ...]) -> Block:
    offsets = [0, *(text.index(cut) for cut in cuts)]
    lines = tuple(Line(offset, indent) for offset, indent in zip(offsets, indents, strict=True))
    return Block("paragraph", text, lines=lines)


def test_items_of_a_list_are_entries() -> None:
    assert entries([Block("item", ONE), Block("item", TWO), Block("item", THREE)]) == [ONE, TWO, THREE]


def test_hanging_indents_part_a_paragraph() -> None:
    block = printed(
        f"{ONE} {TWO} {THREE}",
        "Inventory",
        "Funk",
        "International J",
        "Odendaal",
        "National",
        indents=(70, 90, 70, 90, 70, 90),
    )
    assert entries([block]) == [ONE, TWO, THREE]


def test_an_entry_cut_by_a_page_is_joined() -> None:
    head, tail = TWO[:45], TWO[45:].strip()
    assert entries([Block("paragraph", ONE), Block("paragraph", head), Block("paragraph", tail)]) == [
        ONE,
        f"{head} {tail}",
    ]


def test_numbers_part_entries_and_years_at_line_starts_do_not() -> None:
    text = f"[1] {ONE} [2] {TWO} [3] {THREE}"
    block = printed(text, "2010", "[2]", "[3]", "2013", indents=(70, 70, 70, 70, 70))
    assert entries([block]) == [f"[1] {ONE}", f"[2] {TWO}", f"[3] {THREE}"]


def test_page_numbers_and_headings_are_no_entries() -> None:
    assert entries([Block("heading", "References"), Block("paragraph", ONE), Block("paragraph", "71")]) == [ONE]


def test_no_blocks_give_no_entries() -> None:
    assert entries([]) == []


def test_a_sentence_begins_no_entry() -> None:
    assert begins_entry(ONE)
    assert not begins_entry("In 2013 Kaplan studied how peasants of the Carare protected themselves.")
