"""What makes two things the same: documents by their bytes, works by DOI, UN symbol or author, title and year."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_DASHES = re.compile("[‐-―−]")


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


def normal_symbol(symbol: str) -> str:
    return re.sub(r"\s+", "", _DASHES.sub("-", symbol)).upper()


def work_id(key: str) -> str:
    """A work's address, from the key by which it was first known."""
    return "w" + hashlib.sha256(key.encode()).hexdigest()[:16]
