"""The pages of a print, as EPUB and TEI keep them: markers in the running text become page maps of the blocks."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ingest.manuscript import Block
from ingest.reading.marking import PAGE

Paged = tuple[tuple[Block, ...], tuple[str | None, ...]]


def paged(blocks: Iterable[Block]) -> Paged:
    """Blocks with their pages, and the pages' labels; as they were where no page is turned."""
    held = list(blocks)
    if not any(mark.number.startswith(PAGE) for block in held for mark in block.marks):
        return tuple(held), ()
    book = _Book()
    turned = [block if block.kind == "note" else book.turn(block) for block in held]
    return tuple(book.with_page(block) if block.kind == "note" else block for block in turned), tuple(book.labels)


@dataclass
class _Book:
    labels: list[str | None] = field(default_factory=list)
    marked: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(deque))  # note → pages of its markers

    def turn(self, block: Block) -> Block:
        """The block with its pages; what stands before the first turn is on a page without a number."""
        turns = [mark for mark in block.marks if mark.number.startswith(PAGE)]
        begins_page = bool(turns) and not turns[0].offset
        if not self.labels and not begins_page:
            self.labels.append(None)
        starts = [] if begins_page else [(0, len(self.labels))]
        for mark in turns:
            self.labels.append(mark.number.removeprefix(PAGE) or None)
            starts.append((mark.offset, len(self.labels)))
        notes = tuple(mark for mark in block.marks if not mark.number.startswith(PAGE))
        for mark in notes:
            self.marked[mark.number].append(max(page for offset, page in starts if offset <= mark.offset))
        return replace(block, pages=tuple(starts), marks=notes)

    def with_page(self, note: Block) -> Block:
        """A note stands on the page of its marker; where chapters number anew, the n-th "1" is the n-th marker's."""
        pages = self.marked[note.number or ""]
        return replace(note, marks=(), pages=((0, pages.popleft()),) if pages else ())
