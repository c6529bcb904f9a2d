"""The whole graph as a file: a snapshot in the formats that others read."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Final

from pyoxigraph import RdfFormat, Store, serialize

from graph.errors import UnfitFormat
from graph.names import PREFIXES
from graph.snapshots import reading

FORMATS: Final = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
}
_KEEPS_GRAPHS: Final = frozenset({"nquads", "trig", "jsonld"})


def media_type(format: str) -> str:
    return _known(format).media_type


def export(snapshot: Path, format: str, output: IO[bytes]) -> None:
    """Write it all, by statement, never whole in memory. Turtle knows no graphs: it holds their union.

    Raises UnfitFormat, NoSnapshot.
    """
    kind = _known(format)
    with reading(snapshot):
        store = Store.read_only(str(snapshot))
        if format in _KEEPS_GRAPHS:
            store.dump(output, format=kind, prefixes=PREFIXES)
        else:
            _dump_union(store, output, kind)


def _dump_union(store: Store, output: IO[bytes], kind: RdfFormat) -> None:
    # Our own graphs share no triple; only what others wrote may repeat one, and a set of triples does not mind.
    quads = store.quads_for_pattern(None, None, None)
    serialize((quad.triple for quad in quads), output, format=kind, prefixes=PREFIXES)


def _known(format: str) -> RdfFormat:
    if format not in FORMATS:
        raise UnfitFormat(f"The graph cannot be exported as {format}. Choose one of: {', '.join(FORMATS)}.")
    return FORMATS[format]
