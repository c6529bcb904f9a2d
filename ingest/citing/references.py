"""A reference string → its fields, by a CRF that `ingest/citing/train_references.py` trained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from corpus.dois import doubts_of
from corpus.records import Name, Reference
from ingest.citing.names import names
from ingest.citing.reference_tokens import features, tokens
from ingest.citing.reference_types import csl_type
from ingest.citing.symbols import symbols

MODEL = Path(__file__).parent / "models" / "references.crfsuite"

Fields = dict[str, str]  # label → its words as printed
Run = tuple[str, str]  # a label and neighbouring words that bear it

_DOI = re.compile(r"(?:doi\s*[:/]?\s*|doi\.org/)?(10\.\d{4,9}/[^\s\"<>\]}]+)", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”\]]+", re.IGNORECASE)
# A line break within an address leaves a space, after the scheme or after a slash or a hyphen.
_BROKEN_ADDRESS = re.compile(
    r"(?P<head>https?://|(?:https?://|www\.)[^\s<>]*[/_=-])\s+(?=[\w~-]+[./_=-]\S)", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_PAGES = re.compile(
    r"[A-Za-z]{0,2}\d+[A-Za-z]?(?:\s*[-–—−‐‑]\s*[A-Za-z]{0,2}\d+[A-Za-z]?)?|[ivxlc]+\s*[-–—−]\s*[ivxlc]+"
)
_NAMED_ISSUE = (
    r"(?:\b(?:nos?|nr|issues?|iss|heft|hft|h|núm|num|number)\b|\bn[°º])\.?\s*"
    r"(?P<named>[\w/⁄.–-]*\d[\w/⁄–-]*(?:\s[12](?=\s))?)"
)
_ISSUE = re.compile(_NAMED_ISSUE + r"|\(\s*(?:no\.?\s*)?(?P<bracketed>[^()]*\d[^()]*)\)", re.IGNORECASE)
_VOLUME = re.compile(r"\d+(?:[/⁄–-]\d+)?[A-Za-z]?(?!\w)|\b[IVXLC]+\b")
_SECOND = re.compile(r"^\D*(\d+)\s*[,:/.]\s*(?:no\.?\s*)?(\d+(?:\s*[-–/]\s*\d+)?)\W*$", re.IGNORECASE)
_FIRST = frozenset({"author", "date"})  # a later date is that of the access
_MARKUP = re.compile(r"</?(?:i|b|em|italic|bold|sup|sub)>")
_EDITORS = re.compile(r"\b(?:eds?|editors?|hrsg|hg)\b\.?\W*$", re.IGNORECASE)
_IN = re.compile(r"^\W*in\b[:\s]\s*", re.IGNORECASE)
_SMALL = re.compile(
    r"\s(?:of|the|and|for|in|on|to|from|with|by|between|an?|de|du|des|la|les|et|der|die|das|und|von|zur|zum|del|el|los|y)$"
)
_PHRASE = re.compile(r".*?[^\W\d]{3,}[.,;:?!”\"’'»)\]]+(?=\s|$)")
_OPENS = re.compile(r"^\W*(?:in|eds?|edited|trans\w*|vols?|no|pp?|hrsg|hg|\d\S*)\b|^[\W_]", re.IGNORECASE)
_FIRST_NUMBER = re.compile(r"^\s*(?:\[\d+\]\s*|\(\d+\)\s+|\d{1,3}[.)]\s*)(?=[^\W\d]|[“\"‘'])")
_SERIES_OF_NAMES = re.compile(r"^[\s_—–-]{3,}[.,]?\s*")  # "———. 2010." repeats the author above


def parse_references(raws: Sequence[str]) -> list[Reference]:
    """One Reference per string, in order; what was not found is None or empty. `raw` is the string as given."""
    tagger = _tagger()
    return [_parse(raw, tagger) for raw in raws]


def _parse(raw: str, tagger: Any) -> Reference:
    words = tokens(_FIRST_NUMBER.sub("", _MARKUP.sub("", raw)))
    if not words:
        return Reference(raw)
    return _reference(raw, _fields(words, tagger.tag(features(words))))


@lru_cache(maxsize=1)
def _tagger() -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    return tagger


def _fields(words: Sequence[str], labels: Sequence[str]) -> Fields:
    """Each label's words: the longest run, or the first of people's, or all of a number's."""
    fields: Fields = {}
    runs = [
        (label, " ".join(word for _, word in run))
        for label, run in groupby(zip(labels, words, strict=True), key=lambda pair: pair[0])
    ]
    for label, text in _led_by_people(_whole_titles(runs)):
        if label in ("volume", "editor") and label in fields:
            fields[label] += " " + text
        elif label not in fields or (label not in _FIRST and len(text) > len(fields[label])):
            fields[label] = text
    return _led_by_editors(fields)


def _whole_titles(runs: Sequence[Run]) -> Sequence[Run]:
    """No title ends with a small word: "The Primacy of | Politics, American …" goes on to the comma."""
    whole: list[Run] = []
    for label, text in runs:
        if whole and whole[-1][0] == "title" and _SMALL.search(whole[-1][1]) and not _OPENS.match(text):
            taken = (_PHRASE.match(text) or [text])[0]
            whole[-1] = ("title", f"{whole[-1][1]} {taken.strip()}")
            text = text[len(taken) :]
        if text.strip():
            whole.append((label, text))
    return whole


def _led_by_people(runs: Sequence[Run]) -> Sequence[Run]:
    """ "OECD. 2007. Title": what stands before a leading date is an author, also when it looks like a publisher."""
    labels = [label for label, _ in runs]
    leads = len(runs) > 2 and labels[1] == "date" and not {"author", "editor", "translator"} & set(labels[:1])
    if leads and labels[0] != "number" and "title" in labels[2:] and len(runs[0][1].split()) <= 12:
        return [("author", runs[0][1]), *runs[1:]]
    return runs


def _led_by_editors(fields: Fields) -> Fields:
    """ "Cheah, Pheng, and Bruce Robbins, eds." are editors, wherever they stand."""
    if "editor" not in fields and _EDITORS.search(fields.get("author", "")):
        fields["editor"] = fields.pop("author")
    return fields


def _reference(raw: str, fields: Fields) -> Reference:
    volume, issue = _volume(fields.get("volume", ""))
    title, container = _title(fields)
    doi, url = _doi(raw), _url(raw)
    symbol = _symbol(raw)
    authors, editors = names(fields.get("author", "")), names(fields.get("editor", ""))
    return Reference(
        raw,
        authors=authors,
        editors=editors,
        year=_year(fields, raw),
        title=title,
        container=container,
        volume=volume,
        issue=issue,
        pages=_pages(fields.get("pages", "")),
        publisher=_clean(fields.get("publisher", "")),
        place=_clean(fields.get("place", "")),
        doi=doi,
        url=url,
        symbol=symbol,
        type=csl_type(raw, {**fields, "doi": doi or "", "url": url or "", "symbol": symbol or ""}),
        doubts=doubts_of(doi, raw),
    )


def _clean(text: str) -> str | None:
    """A field without the punctuation that only parts it from its neighbours."""
    text = text.strip().strip(' ,;:“”"„«»').strip()
    text = re.sub(r"^[‘'(\[]+(?![^)\]’']*[)\]’']\W)|^[.\-–—]\s*", "", text)
    if text.count("(") > text.count(")"):
        text = re.sub(r"\s*\((?=[^(]*$)", " " if text.rstrip().endswith("(") else " (", text).strip(" (")
    if text.count(")") > text.count("("):
        text = text.rstrip(").,")
    text = re.sub(r"(?<=[^\W\d_]{3})[.]$|(?<=[\d)?!])[.,]$", "", text.rstrip(" ,;:"))
    text = re.sub(r"[.,]?[”\"’'»]+$", "", text) if not re.search(r"[“\"‘«]", text) else text
    return text.strip(" ,;:") or None


def _title(fields: Fields) -> tuple[str | None, str | None]:
    held = fields.get("journal") or fields.get("container") or ""
    container = _clean(_IN.sub("", held))
    title = _clean(fields.get("title", ""))
    # A work has a title: what seems to hold a work without one is the work.
    return (title, container) if title or "journal" in fields else (container, None)


def _year(fields: Fields, raw: str) -> int | None:
    match = _YEAR.search(fields.get("date", "")) or _YEAR.search(_URL.sub("", raw) if "date" not in fields else "")
    return int(match[1]) if match else None


def _pages(text: str) -> str | None:
    match = _PAGES.search(re.sub(r"\b(?:pp?|pages?|s|pg)\b\.?", " ", text, flags=re.IGNORECASE))
    return re.sub(r"\s*[-–—−‐‑]\s*", "–", match[0]) if match else None


def _volume(text: str) -> tuple[str | None, str | None]:
    """Volume and issue of "34, no. 5", "19 (2)", "12.18" and "Vol. 12/13, No. 4/1"."""
    if pair := _SECOND.match(text):
        return pair[1], pair[2]
    named = _ISSUE.search(text)
    issue = (named["named"] or named["bracketed"]) if named else None
    volume = _VOLUME.search(text.replace(named[0], " ") if named else text)
    return (volume[0] if volume else None), (issue.strip(" .,:;") or None if issue else None)


def _doi(raw: str) -> str | None:
    match = _DOI.search(raw)
    return match[1].rstrip(".,;)") if match else None


def _url(raw: str) -> str | None:
    match = _URL.search(_BROKEN_ADDRESS.sub(r"\g<head>", raw))
    if not match or "doi.org/" in match[0]:
        return None
    return match[0].rstrip(".,;)>")


def _symbol(raw: str) -> str | None:
    return next((mention.symbol for mention in symbols(_URL.sub(" ", raw)) if "/" in raw), None)


def as_json(reference: Reference) -> dict[str, Any]:
    """The contract's form of a reference."""
    return {
        "raw": reference.raw,
        "authors": [_name(name) for name in reference.authors],
        "editors": [_name(name) for name in reference.editors],
        **{field: getattr(reference, field) for field in _PLAIN},
        "in": reference.found_in,
        "doubts": list(reference.doubts),
        "from_link": list(reference.from_link),
    }


_PLAIN = (
    *("year", "title", "container", "volume", "issue", "pages", "publisher", "place"),
    *("doi", "url", "symbol", "type"),
)


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given}
