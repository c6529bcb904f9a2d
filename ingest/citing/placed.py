"""Entries of a bibliography led back to the blocks that print them, and what links over the blocks tell of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal
from urllib.parse import unquote

from corpus.dois import doubts_of, normal_doi
from corpus.records import Reference
from ingest.manuscript import Block

_DOI = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\.\d{4,9}/[^\s?#]+)", re.IGNORECASE)
_PRINTED_DOI = re.compile(r"\b10\.\d{4,9}/|\bdoi\b", re.IGNORECASE)
_PRINTED_ADDRESS = re.compile(r"https?:|\bwww\.", re.IGNORECASE)
# Services that look a work up, and a library's own way to it: not where the work is.
_SERVICE = re.compile(
    r"\bscholar\.google|\bcrossref\.org|\bdoi\.org|\bproxy|/search\b|[?&]q=|\bopenurl\b", re.IGNORECASE
)


def placed(references: Sequence[Reference], blocks: Sequence[Block]) -> Iterator[tuple[Block, int]]:
    """Each block with the position of the reference that it prints, alone or in part.

    Of blocks that print several works, and of words that stand in several entries, nothing is said.
    """
    raws = [_letters(reference.raw) for reference in references]
    first = {raw: position for position, raw in reversed(list(enumerate(raws))) if raw}
    for block in blocks:
        text = _letters(block.text)
        if text in first:
            yield block, first[text]
        elif text:
            found = {raw for raw in first if raw in text or text in raw}
            if len(found) == 1:
                yield block, first[found.pop()]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def with_links(references: Sequence[Reference], blocks: Sequence[Block]) -> list[Reference]:
    """The references, with the DOI or else the address of a link that lies over an entry which prints none."""
    told = list(references)
    for block, position in placed(references, [block for block in blocks if block.links]):
        told[position] = _told(told[position], block.links)
    return told


def _told(reference: Reference, links: Sequence[str]) -> Reference:
    dois = {normal_doi(unquote(found[1])) for link in links if (found := _DOI.match(link))}
    if len(dois) == 1 and not reference.doi and not _PRINTED_DOI.search(reference.raw):
        return _from_link(reference, "doi", dois.pop())
    addresses = [link for link in links if link.startswith(("https://", "http://")) and not _SERVICE.search(link)]
    if len(set(addresses)) == 1 and not (reference.url or reference.doi or _PRINTED_ADDRESS.search(reference.raw)):
        return _from_link(reference, "url", addresses[0])
    return reference


def _from_link(reference: Reference, field: Literal["doi", "url"], said: str) -> Reference:
    """A DOI of the wrong form is not worth having where nothing is printed; a good one is as good as a printed one."""
    if field == "doi":
        return reference if doubts_of(said) else replace(reference, doi=said, from_link=("doi",))
    return replace(reference, url=said, from_link=("url",))
