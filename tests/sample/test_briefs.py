"""The shipped sample: its sources, and that the rendered files say the same."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pypdfium2
import pytest
from lxml import html

from corpus.sample.render import BRIEFS, LIBRARY, Brief, briefs, render
from ontology.terms import Ontology, shipped

BRIEFS_READ = briefs()
NAMES = [brief.name for brief in BRIEFS_READ]


def squeezed(text: str) -> str:
    """Letters and digits only: line breaks, hyphens at line ends and quotation marks do not matter."""
    return re.sub(r"[\W_]", "", text)


def spaced(text: str) -> str:
    """Words between single spaces, so that one phrase is looked for in another."""
    return " " + " ".join(re.findall(r"[\w'’-]+", text.casefold())) + " "


def words_of(brief: Brief) -> list[str]:
    plain = re.sub(r"\[\^\d+\]:?", " ", brief.body)
    return [word for word in map(squeezed, plain.split()) if word]


def said_by(path: Path) -> str:
    match path.suffix:
        case ".pdf":
            with pypdfium2.PdfDocument(path) as pages:
                return "\n".join(pages[at].get_textpage().get_text_bounded() for at in range(len(pages)))
        case ".docx":
            notes = next(
                part for part in docx.Document(str(path)).part.package.iter_parts() if "footnotes" in part.partname
            )
            body = docx.Document(str(path)).element.body
            return "".join(body.itertext()) + re.sub(r"<[^>]+>", "", notes.blob.decode())
        case ".html":
            return str(html.fromstring(path.read_text(encoding="utf-8")).text_content())
        case _:
            return path.read_text(encoding="utf-8")


def file_of(brief: Brief) -> Path:
    (path,) = (path for path in LIBRARY.iterdir() if path.stem == brief.name)
    return path


@pytest.mark.parametrize("brief", BRIEFS_READ, ids=NAMES)
def test_the_rendered_file_says_what_the_source_says(brief: Brief) -> None:
    said, words = squeezed(said_by(file_of(brief))), words_of(brief)
    assert [word for word in words if word not in said] == []
    runs = ["".join(words[start : start + 4]) for start in range(len(words) - 4)]
    # Page breaks and notes that stand in between part a few runs of words.
    assert sum(run in said for run in runs) > 0.85 * len(runs)


@pytest.mark.parametrize("brief", BRIEFS_READ, ids=NAMES)
def test_a_brief_is_short_says_what_it_is_and_cites(brief: Brief) -> None:
    assert 400 <= len(words_of(brief)) <= 950
    assert "summary written for demonstration" in brief.body
    assert "## References\n" in brief.body or len(re.findall(r"^\[\^\d+\]:", brief.body, re.M)) >= 5


@pytest.mark.parametrize("brief", BRIEFS_READ, ids=NAMES)
def test_rendering_again_gives_the_same_bytes(brief: Brief, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    pytest.importorskip("pypandoc")
    assert render(brief, tmp_path).read_bytes() == file_of(brief).read_bytes()


def test_each_brief_is_in_the_library_once_and_nothing_else() -> None:
    assert sorted(path.stem for path in LIBRARY.iterdir()) == sorted(path.stem for path in BRIEFS.iterdir())
    assert {path.suffix for path in LIBRARY.iterdir()} == {".pdf", ".html", ".docx", ".md"}


def test_every_note_is_called_and_every_call_has_its_note() -> None:
    for brief in BRIEFS_READ:
        called = re.findall(r"\[\^(\d+)\](?!:)", brief.body)
        assert called == re.findall(r"^\[\^(\d+)\]:", brief.body, re.M)


def test_every_work_in_a_list_is_cited_and_every_citation_is_in_the_list() -> None:
    for brief in (brief for brief in BRIEFS_READ if "## References" in brief.body):
        text, listed = brief.body.split("## References")
        works = re.findall(r"^(\w[\w']*(?: \w+)*)[,( ][^\n]*? ((?:19|20)\d\d)\. ", listed, re.M)
        assert works
        for family, year in works:
            last = family.split(" ")[0]
            assert re.search(rf"{last}[^)]{{0,80}}{year}", text), (brief.name, family, year)


def test_eight_strategies_and_more_recur_in_three_countries() -> None:
    ontology = Ontology.load(shipped())
    countries = {country.label: country.id for country in ontology.countries.values()}
    contexts: dict[str, set[str]] = {}
    for brief in BRIEFS_READ:
        country = next(countries[word] for word in brief.keywords if word in countries)
        said = spaced(brief.body)
        for id, concept in ontology.strategies.items():
            if any(spaced(label) in said for label in concept.labels()):
                contexts.setdefault(id, set()).add(country)
    assert len({country for found in contexts.values() for country in found}) >= 12
    assert len([id for id, found in contexts.items() if len(found) >= 3]) >= 8
