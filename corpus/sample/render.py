"""Render the briefs, each into the one form that its front matter names: `python -m corpus.sample.render`.

A development tool: it needs pypandoc and typst, which the service does not. The same sources give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

SAMPLE = Path(__file__).parent
BRIEFS = SAMPLE / "briefs"
LIBRARY = SAMPLE / "library"
TYPST = SAMPLE / "brief.typ"
HTML = SAMPLE / "brief.html"
SERIES = "Briefs on peacebuilding"


@dataclass(frozen=True, slots=True)
class Brief:
    """A source: its front matter and its text in Markdown."""

    name: str
    title: str
    author: str
    date: date
    keywords: tuple[str, ...]
    form: str
    body: str

    @staticmethod
    def read(path: Path) -> Brief:
        """Raises KeyError where the front matter lacks a field."""
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in head.strip().splitlines())
        return Brief(
            name=path.stem,
            title=fields["title"].strip('"'),
            author=fields["author"],
            date=date.fromisoformat(fields["date"]),
            keywords=tuple(word.strip() for word in fields["keywords"].strip("[]").split(",")),
            form=fields["form"],
            body=body.strip() + "\n",
        )

    @property
    def metadata(self) -> list[str]:
        """Pandoc's arguments for what the front matter says."""
        pairs = [("title", self.title), ("author", self.author), ("date", self.date.isoformat()), ("lang", "en-GB")]
        pairs += [("keywords", word) for word in self.keywords]
        return [f"--metadata={name}:{value}" for name, value in pairs]


def briefs() -> list[Brief]:
    return [Brief.read(path) for path in sorted(BRIEFS.glob("*.md"))]


def render(brief: Brief, folder: Path) -> Path:
    """Write the brief into the folder in its form; the path of the new file. Raises KeyError for an unknown form."""
    suffix, write = FORMS[brief.form]
    path = folder / f"{brief.name}.{suffix}"
    # pandoc and typst take the time of their files from here.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(*brief.date.timetuple()[:3], tzinfo=UTC).timestamp()))
    write(brief, path)
    return path


def main() -> None:
    """Replace the rendered library by a new one."""
    shutil.rmtree(LIBRARY, ignore_errors=True)
    LIBRARY.mkdir()
    for brief in briefs():
        print(render(brief, LIBRARY).name)


def _markdown(brief: Brief, path: Path) -> None:
    path.write_text((BRIEFS / f"{brief.name}.md").read_text(encoding="utf-8"), encoding="utf-8")


def _html(brief: Brief, path: Path) -> None:
    arguments = ["--standalone", f"--template={HTML}", "--section-divs", *brief.metadata]
    path.write_text(_pandoc(brief.body, "html5", arguments), encoding="utf-8")


def _docx(brief: Brief, path: Path) -> None:
    import pypandoc

    pypandoc.convert_text(brief.body, "docx", "markdown", extra_args=brief.metadata, outputfile=str(path))


def _pdf(columns: int) -> Callable[[Brief, Path], None]:
    def write(brief: Brief, path: Path) -> None:
        import typst

        call = (
            f"#show: brief.with(title: {_quoted(brief.title)}, author: {_quoted(brief.author)}, "
            f"keywords: ({''.join(_quoted(word) + ', ' for word in brief.keywords)}), series: {_quoted(SERIES)}, "
            f"date: datetime(year: {brief.date.year}, month: {brief.date.month}, day: {brief.date.day}), "
            f"columns: {columns})\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "brief.typ"
            text = _pandoc(brief.body, "typst", ["--wrap=none"])
            source.write_text(TYPST.read_text(encoding="utf-8") + call + text, encoding="utf-8")
            typst.compile(str(source), output=str(path), ignore_system_fonts=True)

    return write


def _pandoc(body: str, to: str, arguments: list[str]) -> str:
    import pypandoc

    return str(pypandoc.convert_text(body, to, "markdown", extra_args=arguments))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


FORMS: dict[str, tuple[str, Callable[[Brief, Path], None]]] = {
    "markdown": ("md", _markdown),
    "html": ("html", _html),
    "docx": ("docx", _docx),
    "pdf-one-column": ("pdf", _pdf(1)),
    "pdf-two-columns": ("pdf", _pdf(2)),
}

if __name__ == "__main__":
    main()
