"""Rows of a query as JSON, CSV, TSV and XML of SPARQL 1.1. Written row by row, so that a row limit can hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = Sequence[Term | None]

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
# TSV writes a number bare where its form alone tells its type.
_BARE_IN_TSV: Final = {
    _XSD + "integer": re.compile(r"[+-]?\d+"),
    _XSD + "decimal": re.compile(r"[+-]?\d*\.\d+"),
    _XSD + "double": re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+"),
}
_XML_HEAD: Final = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'

MEDIA_TYPES: Final = {
    "json": "application/sparql-results+json",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xml": "application/sparql-results+xml",
}


def written(variables: Sequence[str], rows: Iterable[Row], format: str) -> bytes:
    return _WRITERS[format](variables, rows).encode()


def written_boolean(value: bool, format: str) -> bytes:
    said = "true" if value else "false"
    if format == "json":
        return f'{{"head":{{}},"boolean":{said}}}'.encode()
    if format == "xml":
        return f"{_XML_HEAD}</head><boolean>{said}</boolean></sparql>".encode()
    return said.encode()


def _json(variables: Sequence[str], rows: Iterable[Row]) -> str:
    bindings = [
        {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None} for row in rows
    ]
    result = {"head": {"vars": list(variables)}, "results": {"bindings": bindings}}
    return json.dumps(result, ensure_ascii=False, separators=(",", ":"))


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        found["datatype"] = term.datatype.value
    return found


def _csv(variables: Sequence[str], rows: Iterable[Row]) -> str:
    lines = [",".join(variables), *(",".join(_csv_term(term) for term in row) for row in rows)]
    return "\r\n".join(lines) + "\r\n"


def _csv_term(term: Term | None) -> str:
    if term is None:
        return ""
    text = f"_:{term.value}" if isinstance(term, BlankNode) else str(term) if isinstance(term, Triple) else term.value
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '",\r\n') else text


def _tsv(variables: Sequence[str], rows: Iterable[Row]) -> str:
    lines = ["\t".join(f"?{name}" for name in variables), *("\t".join(map(_tsv_term, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def _tsv_term(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal) and (form := _BARE_IN_TSV.get(term.datatype.value)) and form.fullmatch(term.value):
        return term.value
    return str(term).replace("\t", "\\t")


def _xml(variables: Sequence[str], rows: Iterable[Row]) -> str:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    results = "".join(f"<result>{_xml_row(variables, row)}</result>" for row in rows)
    return f"{_XML_HEAD}{head}</head><results>{results}</results></sparql>"


def _xml_row(variables: Sequence[str], row: Row) -> str:
    bound = ((name, term) for name, term in zip(variables, row, strict=True) if term is not None)
    return "".join(f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in bound)


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, Triple):
        names = ("subject", "predicate", "object")
        parts = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in zip(names, term, strict=True))
        return f"<triple>{parts}</triple>"
    said = escape(term.value, {"\r": "&#xD;"})
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{said}</literal>"
    if term.datatype.value != _XSD + "string":
        return f"<literal datatype={quoteattr(term.datatype.value)}>{said}</literal>"
    return f"<literal>{said}</literal>"


_WRITERS: Final[dict[str, Callable[[Sequence[str], Iterable[Row]], str]]] = {
    "json": _json,
    "csv": _csv,
    "tsv": _tsv,
    "xml": _xml,
}
