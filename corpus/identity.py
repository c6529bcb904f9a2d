"""What makes two things the same: documents by their bytes, works by DOI, UN symbol or author, title and year."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Protocol

from corpus.records import Name

_RESOLVER = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DASHES = re.compile("[‐-―−]")


class Described(Protocol):
    """What documents and references share."""

    @property
    def authors(self) -> tuple[Name, ...]: ...
    @property
    def year(self) -> int | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def doi(self) -> str | None: ...
    @property
    def symbol(self) -> str | None: ...


def document_id(data: bytes) -> str:
    """The first 16 hex digits of the bytes' SHA-256."""
    return hashlib.sha256(data).hexdigest()[:16]


def folded(text: str) -> str:
    """Lower case without accents, runs of other signs than letters and digits as one space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).strip()


def slug(text: str) -> str:
    """A name as part of an address: ASCII letters, digits and hyphens; never empty."""
    ascii_only = folded(text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:80].strip("-")
    # A name in another script has no ASCII form; its hash is as stable as the name.
    return words or "n" + hashlib.sha256(text.encode()).hexdigest()[:12]


def normal_doi(doi: str) -> str:
    return _RESOLVER.sub("", doi.strip()).rstrip(".,;)").lower()


def normal_symbol(symbol: str) -> str:
    return re.sub(r"\s+", "", _DASHES.sub("-", symbol)).upper()


def work_keys(work: Described) -> tuple[str, ...]:
    """Every key by which this work is known, the strongest first; empty when nothing says what it is."""
    keys = []
    if work.doi:
        keys.append("doi:" + normal_doi(work.doi))
    if work.symbol:
        keys.append("un:" + normal_symbol(work.symbol))
    if described := _description(work):
        keys.append(described)
    return tuple(keys)


def _description(work: Described) -> str | None:
    title = folded(work.title or "")
    author = folded(work.authors[0].family) if work.authors else ""
    # A short title without an author ("Annual Report") is not one work.
    if len(title) < (8 if author else 24):
        return None
    return f"aty:{author}|{_main(work.title or '')}|{work.year or ''}"


def _main(title: str) -> str:
    """The title without its subtitle, which half of all citations leave out."""
    main = folded(re.split(r"[:?!]\s", title, maxsplit=1)[0])
    return main if len(main) >= 8 else folded(title)


def work_key(work: Described, fallback: str = "") -> str:
    """The strongest key; of a work that nothing identifies, one made from `fallback`: its raw form or document."""
    keys = work_keys(work)
    return keys[0] if keys else "raw:" + folded(fallback)


def work_id(key: str) -> str:
    """A work's address, from the key by which it was first known."""
    return "w" + hashlib.sha256(key.encode()).hexdigest()[:16]
