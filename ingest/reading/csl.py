"""CSL-JSON, the common tongue of reference managers: one item is a record of a work, and can be a document itself."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from corpus.records import Catalogued, Name
from ingest.errors import BadRecord, Damaged
from ingest.formats import CSL_TYPES
from ingest.manuscript import Block, Front, Manuscript
from ingest.reading.cleaning import clean
from ingest.reading.structured import bare_doi, year_in

Item: TypeAlias = Mapping[str, Any]

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
_KINDS = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "paper-conference": "article",
    "book": "book",
    "chapter": "chapter",
    "thesis": "thesis",
    "report": "report",
    "personal_communication": "letter",
}
_PERSON = ("family", "given", "suffix", "literal", "dropping-particle", "non-dropping-particle")
_PARTS_OF = ("article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference")


def canonical(item: Item) -> bytes:
    """One item as bytes that are the same for the same content, however its file was written; its type leads."""
    kind = item.get("type")
    ordered = {
        "type": kind if kind in CSL_TYPES else "document",
        **{key: item[key] for key in sorted(item) if key != "type"},
    }
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def loaded(data: bytes) -> Any:
    """JSON by its own rules. Raises Damaged."""
    try:
        return json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise Damaged(str(error)[:200]) from error


def read_csl(data: bytes) -> Manuscript:
    """A record as a document of its own: its title and abstract. Raises Damaged, BadRecord where it has no title."""
    item = loaded(data)
    if why := fault(item):
        raise BadRecord(why)
    said = catalogued(item)
    abstract = (Block("abstract", clean(said.abstract)),) if said.abstract else ()
    front = Front(
        title=said.title,
        persons=said.authors,
        date=str(said.year) if said.year else None,
        doi=said.doi,
        container=said.container,
        keywords=said.keywords,
        abstract=said.abstract,
        language=said.language,
        kind=said.kind,
        declared=True,
    )
    return Manuscript((Block("title", said.title), *abstract), MEDIA_TYPE, front)


def fault(item: Any) -> str | None:
    """Why something is no record; None for one that is."""
    if not isinstance(item, dict):
        return "it is not an object"
    if not isinstance(item.get("type", ""), str):
        return "its type is not a word"
    return None if re.search(r"\w", _text(item, "title") or "") else "it has no title"


def catalogued(item: Item) -> Catalogued:
    """What a CSL item says, in a document's fields; what has the wrong form is left out."""
    type = str(item.get("type", ""))
    return Catalogued(
        title=_text(item, "title") or "",
        authors=tuple(_names(item.get("author")) or _names(item.get("editor"))),
        year=_year(item.get("issued")),
        container=_text(item, "container-title"),
        doi=bare_doi(_text(item, "DOI")) or bare_doi(_text(item, "URL")),
        abstract=_plain(_text(item, "abstract")),
        keywords=tuple(_keywords(item)),
        language=_language(_text(item, "language")),
        kind=_KINDS.get(type),
        date=_date(item.get("issued")),
        volume=_text(item, "volume"),
        issue=_text(item, "issue"),
        page_range=_text(item, "page") if type in _PARTS_OF else None,
        publisher=_text(item, "publisher"),
        isbn=_text(item, "ISBN"),
        issn=_text(item, "ISSN"),
    )


def _text(item: Item, field: str) -> str | None:
    value = item.get(field)
    said = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return _clean(value) or None if said else None


def _clean(value: object) -> str:
    """Without the halves of characters that JSON can spell and UTF-8 cannot."""
    return clean(str(value).encode("utf-8", "replace").decode())


def _plain(text: str | None) -> str | None:
    """Abstracts come with tags of JATS and HTML in them."""
    return clean(html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", " ", text))) or None if text else None


def _names(value: Any) -> list[Name]:
    people = [person for person in value if isinstance(person, dict)] if isinstance(value, list) else []
    return [name for person in people if (name := _name(person)).family]


def _name(person: Mapping[str, Any]) -> Name:
    part = {key: _clean(person.get(key) or "") for key in _PERSON}
    if not part["family"]:
        return Name(part["literal"] or part["given"])
    particles = (part["dropping-particle"], part["non-dropping-particle"])
    return Name(_joined(*particles, part["family"]), _joined(part["given"], part["suffix"]))


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))


def _parts(issued: Any) -> list[Any]:
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    return parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []


def _year(issued: Any) -> int | None:
    said = issued if isinstance(issued, dict) else {"raw": issued}
    parts = _parts(issued)
    return year_in(str(parts[0]) if parts else str(said.get("raw") or said.get("literal") or ""))


def _date(issued: Any) -> str | None:
    """ISO 8601, where it is known to the month or the day."""
    numbers = [str(part) for part in _parts(issued)]
    if len(numbers) < 2 or not all(re.fullmatch(r"\d{1,4}", number) for number in numbers):
        return None
    return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:3])])


def _keywords(item: Item) -> Iterator[str]:
    value = item.get("keyword")
    words = value if isinstance(value, list) else re.split(r"\s*[;,]\s*", value) if isinstance(value, str) else []
    yield from dict.fromkeys(_clean(word) for word in words if _clean(word))


def _language(said: str | None) -> str | None:
    """`en-GB` as `en`; the names of languages tell us nothing that the words do not."""
    found = re.fullmatch(r"([a-z]{2})(?:[-_].*)?", said or "", re.IGNORECASE)
    return found[1].lower() if found else None


def date_item(text: str | None) -> dict[str, Any] | None:
    """`2010/01/02/`, `2019-05-01`, `May 2019` as CSL's date."""
    numbers = re.match(r"\s*(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?!\d)", text or "")
    if numbers:
        return {"date-parts": [[int(number) for number in numbers.groups() if number and int(number)]]}
    return {"raw": text.strip()} if text and text.strip() else None
