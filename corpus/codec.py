"""Records to JSON and back, by direction."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

Record = TypeVar("Record")


@cache
def _adapter(kind: Hashable) -> Any:
    from pydantic import TypeAdapter  # 0.2 s that a command without records need not pay

    return TypeAdapter(cast(Any, kind))


def to_json(record: object) -> bytes:
    """One record (a frozen dataclass of `corpus.records`) as UTF-8 JSON, fields with their default values left out."""
    return bytes(_adapter(cast(Hashable, type(record))).dump_json(record, exclude_defaults=True))


def from_json(kind: type[Record], data: bytes | str) -> Record:
    """The record that `to_json` wrote. Raises pydantic's ValidationError, a ValueError, on anything else."""
    record: Record = _adapter(cast(Hashable, kind)).validate_json(data)
    return record


def list_from_json(kind: type[Record], rows: list[bytes]) -> tuple[Record, ...]:
    """Many records of a kind in one call, which is several times faster than one by one."""
    if not rows:
        return ()
    records: list[Record] = _adapter(list[kind]).validate_json(b"[" + b",".join(rows) + b"]")  # type: ignore[valid-type]
    return tuple(records)
