"""DOIs as printed: what is suspicious about one, and what two of them say of each other. None is ever repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RESOLVER = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_SHAPE = re.compile(r"^10\.(?P<registrant>\d+)(?:\.\d+)*/(?P<suffix>.+)$", re.DOTALL)
_AGAIN = re.compile(r"10\.\d{4,9}/")
_HOST = re.compile(r"https?:|www\.|doi\.org|\bproxy\b", re.IGNORECASE)
_PAGE_PATH = re.compile(r"/(?:full|abstract|e?pdf|summary|meta|html)$|\.(?:pdf|html?)$|[?#]", re.IGNORECASE)
_GLUED_WORD = re.compile(
    r"[.,;)](?:accessed|available|retrieved|url|doi|isbn|issn|last|see|in|and|pp?)\b.*$|(?:accessed|retrieved)$",
    re.IGNORECASE,
)
_GLUED_SIGN = re.compile(r"[.,;:!'\"”’»>\]}]$")
_ESCAPED = re.compile(r"&(?:lt|gt|amp);|%[0-9a-f]{2}|…", re.IGNORECASE)
_ENDS_OPEN = re.compile(r"[-–_/(.]$")
# Its continuation, after the end of a line: signs that no sentence begins with.
_CONTINUES = re.compile(r"[-–_/.]?\s+(?=[\w./-]*\d)(?:[\w-]+[./]){1,6}[\w-]*\d")
# Publishers whose DOIs have a known least length: what is shorter was cut off at the end of a line.
_CUT_SHORT = re.compile(
    r"^10\.(?:1080/\d{8}|1080/\d{8}\.\d{4}|1177/\d{1,12}|1016/j\.[a-z]+|1016/j\.[a-z]+\.\d{4}(?:\.\d\d?)?"
    r"|1111/j\.[\d-]+x?(?:\.\d{4})?|1093/[a-z]+|1017/s?\d{1,9})$",
    re.IGNORECASE,
)
# Repositories and preprint servers, which give a copy of a published work a DOI of its own (with JSTOR's).
_REPOSITORIES = re.compile(
    r"^10\.(?:2139/ssrn|31235/|31219/|31234/|48550/|5281/zenodo|1101/|21203/|20944/|2307/|17863/|7916/|6084/m9|17605/)",
    re.IGNORECASE,
)


def normal_doi(doi: str) -> str:
    """As it is compared: without a resolver's address before it and punctuation after it, in small letters."""
    return _RESOLVER.sub("", doi.strip()).rstrip(".,;)").lower()


def doubts_of(doi: str | None, raw: str = "") -> tuple[str, ...]:
    """Each reason why this DOI may not be what was meant, as a phrase; `raw` is the entry that it was read from."""
    return tuple(_doubts(_RESOLVER.sub("", doi.strip()), raw)) if doi else ()


def _doubts(doi: str, raw: str) -> Iterator[str]:
    shape = _SHAPE.match(doi)
    if shape is None:
        yield "this is not the form of a DOI"
        return
    registrant, suffix = shape["registrant"], shape["suffix"]
    if len(registrant) not in (4, 5) or registrant.startswith("0"):
        yield "no registrant has such a prefix"
    if _AGAIN.search(suffix):
        yield "two DOIs run together"
    if _HOST.search(suffix):
        yield "a part of a web address stands in it"
    elif _PAGE_PATH.search(suffix):
        yield "the path of a web page hangs at its end"
    if _GLUED_SIGN.search(suffix) or _GLUED_WORD.search(suffix) or _closes_too_often(suffix):
        yield "punctuation or words hang at its end"
    if _ESCAPED.search(suffix):
        yield "it holds signs in a web page's or an address's code"
    yield from _broken(doi, suffix, raw)


def _broken(doi: str, suffix: str, raw: str) -> Iterator[str]:
    if len(suffix) < 3 or _ENDS_OPEN.search(suffix) or suffix.count("(") > suffix.count(")") or _CUT_SHORT.match(doi):
        yield "it seems to be cut off"
    if _CONTINUES.match(raw.partition(doi)[2]):
        yield "spaces, perhaps of a line's end, break it"


def _closes_too_often(suffix: str) -> bool:
    return suffix.count(")") > suffix.count("(")


def from_repository(doi: str) -> bool:
    """Whether it names a repository's or a preprint server's copy, beside which the publisher's DOI may stand."""
    return bool(_REPOSITORIES.match(doi))


def nearly_equal(one: str, other: str) -> bool:
    """Whether one sign or two tell them apart, or one is the beginning of the other: perhaps a misprint."""
    from rapidfuzz.distance import Levenshtein

    short, long = sorted((one, other), key=len)
    begins = long.startswith(short) and len(short) >= 12
    return begins or Levenshtein.distance(one, other, score_cutoff=2) <= 2
