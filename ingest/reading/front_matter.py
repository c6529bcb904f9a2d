"""The `key: value` lines between `---` with which many Markdown files begin: the part of YAML that people use there."""

from __future__ import annotations

import re

from ingest.manuscript import Front

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def split_front_matter(text: str) -> tuple[Front, str]:
    """What the file says of itself, and the text after it."""
    found = _FRONT.match(text)
    return (_front(_fields(found[1])), text[found.end() :]) if found else (Front(), text)


def _fields(lines: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    key = ""
    for line in lines.splitlines():
        if opened := re.match(r"([A-Za-z][\w-]*)\s*:\s*(.*)$", line):
            key = opened[1].lower()
            fields[key] = _values(opened[2])
        elif key and (entry := re.match(r"\s+(?:-\s*)?(.+)$|-\s*(.+)$", line)):
            _continue(fields[key], (entry[1] or entry[2]).strip(), listed=line.lstrip().startswith("-"))
    return fields


def _continue(values: list[str], entry: str, *, listed: bool) -> None:
    entry = _unquoted(re.sub(r"^(?:name|family)\s*:\s*", "", entry))
    if listed or not values:
        values.append(entry)
    elif not re.match(r"[\w-]+\s*:\s", entry):
        values[-1] = f"{values[-1]} {entry}"


def _values(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(part) for part in re.findall(r'"[^"]*"|\'[^\']*\'|[^,]+', value[1:-1]) if part.strip()]
    return [_unquoted(value)] if value not in ("", "|", ">", "|-", ">-") else []


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _front(fields: dict[str, list[str]]) -> Front:
    def one(*names: str) -> str | None:
        return next((fields[name][0] for name in names if fields.get(name)), None)

    keywords = [
        word.strip() for value in fields.get("keywords", fields.get("tags", [])) for word in re.split("[;,]", value)
    ]
    return Front(
        title=one("title"),
        authors=tuple(fields.get("authors") or fields.get("author") or ()),
        date=one("date", "year", "issued"),
        doi=one("doi"),
        container=one("container", "container-title", "journal", "publication", "series"),
        keywords=tuple(word for word in keywords if word),
        abstract=one("abstract"),
        language=one("lang", "language"),
    )
