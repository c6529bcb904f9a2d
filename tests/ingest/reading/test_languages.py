"""German, French and Spanish articles; texts in other scripts keep their language."""

from __future__ import annotations

from functools import cache

import pytest

from corpus.records import Document, Name
from ingest.language import detect
from ingest.read import read
from ingest.reading.sentences import sentence_spans
from tests.ingest.reading import articles_abroad

LANGUAGES = ("de", "fr", "es")
OTHERS = {
    "ru": "Старейшины двух деревень договорились о перемирии, и оно соблюдалось одиннадцать недель.",
    "uk": "Старійшини двох сіл домовилися про перемир'я, і воно тривало одинадцять тижнів.",
    "ar": "واتفق شيوخ القريتين على هدنة دامت أحد عشر أسبوعا. وحملت النساء الرسائل إلى الجانبين.",
    "zh": "两个村庄的长老谈判达成停火。停火持续了十一个星期。妇女传递了消息。",
}


@cache
def article(language: str) -> Document:
    return read(articles_abroad.article(language), "article.pdf")


@pytest.mark.parametrize(
    ("language", "title", "author", "year"),
    [
        ("de", "Die Brunnen von Harar: Lokale Waffenruhen und ihre Hüter", Name("von der Heyden", "Käthe"), 2014),
        ("fr", "Les puits de la plaine : trêves locales et gardiens du marché", Name("de La Tour", "Élodie"), 2015),
        ("es", "Los pozos del valle: treguas locales y sus guardianas", None, 2016),
    ],
)
def test_the_title_page_is_read(language: str, title: str, author: Name | None, year: int) -> None:
    document = article(language)
    assert (document.title, document.year, document.language) == (title, year, language)
    assert len(document.authors) == 2
    assert author in (None, document.authors[0])
    assert (document.kind, len(document.keywords)) == ("article", 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_abstract_sections_notes_and_references_are_told_apart(language: str) -> None:
    document = article(language)
    assert document.abstract is not None
    assert detect(document.abstract) == language
    assert len(document.sections) == 4
    assert [note.number for note in document.notes] == ["1", "2", "3", "4"]
    assert len([one for one in document.references if one.found_in in ("bibliography", "both")]) == 3
    assert {passage.kind for passage in document.passages} == {"abstract", "body", "note"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_notes_lead_to_the_work_of_the_first(language: str) -> None:
    first, same, other, short = (note.references for note in article(language).notes)
    assert first == same == short != other


def test_an_abstract_in_another_language_is_a_passage_of_that_language() -> None:
    abstracts = [passage for passage in article("de").passages if passage.kind == "abstract"]
    assert [passage.language for passage in abstracts] == ["de", "en"]
    assert abstracts[1].text.startswith("This article")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Die Ältesten handelten z. B. eine Waffenruhe aus. Vgl. dazu S. 14 und Bd. 2 des Berichts.", 2),
        ("M. Traoré et Mme Diallo vinrent, cf. p. 14 du rapport. La trêve tint.", 2),
        ("El Sr. Gómez y la Sra. Ruiz vigilaban, p. ej. el camino, según la pág. 14. La tregua duró.", 2),
    ],
)
def test_abbreviations_end_no_sentence(text: str, count: int) -> None:
    assert len(sentence_spans(text)) == count


@pytest.mark.parametrize("language", OTHERS)
def test_other_scripts_are_read_and_keep_their_language(language: str) -> None:
    document = read(f"{OTHERS[language]}\n\n{OTHERS[language]}\n".encode(), "text.txt")
    assert document.language == language
    assert {passage.language for passage in document.passages} == {language}
