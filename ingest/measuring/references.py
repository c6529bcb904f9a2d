"""How well references are parsed and found, against gold sets of strings, of PDFs and of UN citations.

A field is right when it equals the gold field after case and punctuation.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.records import Document, Name, Reference
from ingest.citing.likeness import fold
from ingest.citing.references import parse_references
from ingest.citing.symbols import canonical
from ingest.citing.train_references import anystyle, key

Values = dict[str, str]  # field → its folded value; a field that is absent is not there
Reader = Callable[[bytes, str], Document]

_FILLERS = frozenset(
    re.findall(
        r"\w+",
        "and und et al y e eds ed edited by in hrsg hg trans translated vol vols no nr pp p pages page volume number"
        " issue the editors editor",
    )
)


@dataclass
class Tally:
    """Right, wrong and missed, by field."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Values, found: Values) -> None:
        self.gold.update(gold.keys())
        self.found.update(found.keys())
        self.right.update(name for name, value in gold.items() if found.get(name) == value)

    def figures(self) -> dict[str, Any]:
        names = sorted(self.gold, key=lambda name: -self.gold[name])
        by_field = {name: _prf(self.right[name], self.found[name], self.gold[name]) for name in names}
        total = _prf(sum(self.right.values()), sum(self.found.values()), sum(self.gold.values()))
        return {**total, "fields": by_field}


def _prf(right: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "gold": gold}


def evaluate(folder: Path, read: Reader | None = None) -> dict[str, Any]:
    """Measures what `folder` allows: AnyStyle's `good.xml`, EXCITE's tagged strings, and with `read` its PDFs and
    `un_citation_links.csv` over the PDFs in `literature/un` beside the gold folder."""
    folder = Path(folder)
    measured: dict[str, Any] = {}
    if (folder / "good.xml").exists():
        measured["anystyle"] = of_anystyle(folder)
    if tagged := [path for path in sorted(folder.glob("*.xml")) if path.with_suffix(".pdf").exists()]:
        measured["strings"] = of_strings(line for path in tagged for line in _lines(path))
        if read:
            measured["end_to_end"] = of_files(tagged, read)
    links = folder if folder.suffix == ".csv" else folder / "un_citation_links.csv"
    if read and links.exists():
        measured["un_citations"] = of_un(links, links.parent.parent / "literature" / "un", read)
    return measured


# ---------------------------------------------------------------- strings


def _squeezed(text: str | None) -> str:
    return fold(re.sub(r"</?(?:i|b|italic|bold)>", "", text or "")).replace(" ", "")


def _held(text: str | None) -> str:
    """A container without the "In" before it."""
    return _squeezed(re.sub(r"^\W*in\b", "", text or "", flags=re.IGNORECASE))


def _bag(text: str) -> str:
    return " ".join(sorted(word for word in fold(text).split() if word not in _FILLERS))


def _people(people: Iterable[Name]) -> str:
    return " ".join(f"{name.given} {name.family}" for name in people)


def _digits(text: str | None) -> str:
    text = (text or "").lower()
    return " ".join(re.findall(r"\w*\d\w*", text) or re.findall(r"\b[ivxlc]+\b", text))


def _present(values: Mapping[str, str]) -> Values:
    return {name: value for name, value in values.items() if value}


def of_anystyle(folder: Path) -> dict[str, Any]:
    """Fields of the strings of `good.xml` that do not stand in `core.xml`."""
    known = {key(segments) for segments in anystyle(folder / "core.xml")}
    gold = [segments for segments in anystyle(folder / "good.xml") if key(segments) not in known]
    tally = Tally()
    parsed = parse_references(["".join(text for _, text in segments).strip() for segments in gold])
    for segments, reference in zip(gold, parsed, strict=True):
        tally.add(_gold_anystyle(segments), _found_anystyle(reference))
    return tally.figures()


def _gold_anystyle(segments: Sequence[tuple[str, str]]) -> Values:
    parts: dict[str, str] = defaultdict(str)
    for label, text in segments:
        parts[label] += " " + text
    year = re.search(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)", parts["date"])
    return _present(
        {
            "author": _bag(parts["author"]),
            "editor": _bag(parts["editor"]),
            "title": _squeezed(parts["title"]),
            "container": _held(parts["journal"] or parts["container"]),
            "year": year[0] if year else "",
            "volume": _digits(re.sub(r"^\s*(?:1[89]|20)\d\d;", "", parts["volume"])),  # "1980;303:" is one word there
            "pages": _digits(parts["pages"]),
            "publisher": _squeezed(parts["publisher"]),
            "place": _squeezed(parts["place"]),
        }
    )


def _found_anystyle(reference: Reference) -> Values:
    return _present(
        {
            "author": _bag(_people(reference.authors)),
            "editor": _bag(_people(reference.editors)),
            "title": _squeezed(reference.title),
            "container": _held(reference.container),
            "year": str(reference.year or ""),
            "volume": _digits(f"{reference.volume or ''} {reference.issue or ''}"),
            "pages": _digits(reference.pages),
            "publisher": _squeezed(reference.publisher),
            "place": _squeezed(reference.place),
        }
    )


_TAG = re.compile(r"<(/?)([a-z-]+)>")


def _lines(path: Path) -> Iterator[str]:
    return (line.strip() for line in path.read_text("utf-8", errors="replace").splitlines() if line.strip())


def of_strings(lines: Iterable[str]) -> dict[str, Any]:
    """Fields of strings tagged in EXCITE's way."""
    tagged = list(lines)
    tally = Tally()
    parsed = parse_references([" ".join(_TAG.sub("", line).split()) for line in tagged])
    for line, reference in zip(tagged, parsed, strict=True):
        tally.add(gold_excite(line), found_excite(reference))
    return tally.figures()


def _tagged(line: str, tag: str) -> list[str]:
    return [_TAG.sub("", match) for match in re.findall(rf"<{tag}>(.*?)</{tag}>", line)]


def gold_excite(line: str) -> Values:
    """The fields of one tagged string; bodies that EXCITE calls editors lead the entry and count as its authors."""
    families = _tagged(line, "surname") or [_TAG.sub("", text) for text in _tagged(line, "author")]
    pages = " ".join(_tagged(line, "fpage") + _tagged(line, "lpage"))
    return _present(
        {
            "author": _bag(" ".join(families)),
            "year": "".join(re.findall(r"\d{4}", " ".join(_tagged(line, "year")))[:1]),
            "title": _squeezed(" ".join(_tagged(line, "title"))),
            "container": _held(" ".join(_tagged(line, "source"))),
            "volume": _digits(" ".join(_tagged(line, "volume"))),
            "issue": _digits(" ".join(_tagged(line, "issue"))),
            "pages": _digits(pages),
            "publisher": _squeezed(" ".join(_tagged(line, "publisher"))),
            "url": _squeezed(" ".join(_tagged(line, "url"))),
        }
    )


def found_excite(reference: Reference) -> Values:
    return _present(
        {
            "author": _bag(" ".join(name.family for name in reference.authors)),
            "year": str(reference.year or ""),
            "title": _squeezed(reference.title),
            "container": _held(reference.container),
            "volume": _digits(reference.volume),
            "issue": _digits(reference.issue),
            "pages": _digits(reference.pages),
            "publisher": _squeezed(reference.publisher),
            "url": _squeezed(reference.url),
        }
    )


# ---------------------------------------------------------------- files


def of_files(tagged: Sequence[Path], read: Reader) -> dict[str, Any]:
    """References found from the PDF: whole, with the first author's family name, the year, and the title at normalised
    edit similarity 0.9 or more."""
    right = found = gold = 0
    by_file = {}
    for path in tagged:
        pdf = path.with_suffix(".pdf")
        references = read(pdf.read_bytes(), pdf.name).references
        lines = list(_lines(path))
        hits = _hits(lines, references)
        by_file[pdf.name] = {"right": hits, "found": len(references), "gold": len(lines)}
        right, found, gold = right + hits, found + len(references), gold + len(lines)
    return {**_prf(right, found, gold), "files": by_file}


def _hits(lines: Sequence[str], references: Sequence[Reference]) -> int:
    free, hits = list(references), 0
    for line in lines:
        match = next((reference for reference in free if _meant(line, reference)), None)
        if match:
            free.remove(match)
            hits += 1
    return hits


def _meant(line: str, reference: Reference) -> bool:
    from rapidfuzz.distance import Levenshtein

    first = (_tagged(line, "surname") or _tagged(line, "author") or _tagged(line, "editor") or [""])[0]
    people = (*reference.authors, *reference.editors)
    family = people[0].family if people else ""
    year = "".join(re.findall(r"\d{4}", " ".join(_tagged(line, "year")))[:1])
    if year != str(reference.year or "") or (first and not _same_family(first, family)):
        return False
    gold, title = _squeezed(" ".join(_tagged(line, "title"))), _squeezed(reference.title)
    return Levenshtein.normalized_similarity(gold, title) >= 0.9


def _same_family(first: str, family: str) -> bool:
    """EXCITE tags editors and bodies whole ("Ott, K."), and a repeated author as the dash that stands for it."""
    one, other = _squeezed(first), _squeezed(family)
    return not one or one == other or (len(other) > 2 and one.startswith(other))


# ---------------------------------------------------------------- UN documents


def of_un(links: Path, folder: Path, read: Reader, only: Sequence[str] = ()) -> dict[str, Any]:
    """Which UN document cites which, by symbol and document (of `only` these files); a document's own symbol does not
    count."""
    gold: dict[str, set[str]] = defaultdict(set)
    with links.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            gold[row["file"]].add(_symbol_key(row["cited_symbol"]))
    right = found = total = 0
    missed, extra = {}, {}
    for name, symbols in sorted(gold.items()):
        if only and name not in only:
            continue
        document = read((folder / name).read_bytes(), name)
        own = _symbol_key(document.symbol or "")
        named = {_symbol_key(r.symbol) for r in document.references if r.symbol} - {own}
        wanted = symbols - {own}
        missed[name], extra[name] = sorted(wanted - named), sorted(named - wanted)
        right, found, total = right + len(wanted & named), found + len(named), total + len(wanted)
    return {**_prf(right, found, total), "missed": missed, "extra": extra}


def _symbol_key(symbol: str) -> str:
    return canonical(symbol).upper()
