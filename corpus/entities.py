"""Who and what the passages name: ids minted once, records computed from the documents that still name them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from corpus.codec import list_from_json, to_json
from corpus.identity import folded
from corpus.records import ActorMention, Entity, PassageCoding, PlaceMention, Visibility


@dataclass(frozen=True, slots=True)
class Naming:
    """What one passage says of an entity by naming it."""

    kind: Literal["actor", "place"]
    name: str
    type: str
    country: str | None = None
    public_role: bool = True
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


# ---------------------------------------------------------------- writing


def settle(connection: sqlite3.Connection, coding: PassageCoding) -> PassageCoding:
    """The coding with each actor under the id by which the library knows it."""
    actors = tuple(replace(mention, actor=_minted(connection, mention)) for mention in coding.actors)
    return replace(coding, actors=actors)


def name_them(connection: sqlite3.Connection, document: str, passage: int, coding: PassageCoding) -> None:
    """Write down whom and what this passage names."""
    for place in coding.places:
        row = (place.place, "place", place.place, _one(place.countries))
        connection.execute("INSERT OR IGNORE INTO entity VALUES (?, ?, ?, ?)", row)
    mentions: list[tuple[str, Naming]] = [(mention.actor, _of_actor(mention)) for mention in coding.actors]
    mentions += [(mention.place, _of_place(mention)) for mention in coding.places]
    rows = [
        (entity, passage, document, naming.name, folded(naming.name), times, to_json(naming))
        for (entity, naming), times in Counter(mentions).items()
    ]
    connection.executemany("INSERT INTO naming VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _minted(connection: sqlite3.Connection, mention: ActorMention) -> str:
    rows = connection.execute(
        "SELECT id, country FROM entity WHERE key = ? AND kind = 'actor' ORDER BY length(id), id", (mention.actor,)
    ).fetchall()
    by_country = {country: id for id, country in reversed(rows)}
    if mention.country in by_country:
        return str(by_country[mention.country])
    if rows and mention.country is None:
        return str(rows[0][0])
    if None in by_country:
        # A body first met without a country is taken for this country's from now on.
        connection.execute("UPDATE entity SET country = ? WHERE id = ?", (mention.country, by_country[None]))
        return str(by_country[None])
    return _mint(connection, mention)


def _mint(connection: sqlite3.Connection, mention: ActorMention) -> str:
    key = mention.actor
    candidates = [key, f"{key}-{mention.country.lower()}"] if mention.country else [key]
    candidates += [f"{candidates[-1]}-{number}" for number in range(2, 100)]
    free = next(id for id in candidates if not _taken(connection, id))
    connection.execute("INSERT INTO entity VALUES (?, 'actor', ?, ?)", (free, key, mention.country))
    return free


def _taken(connection: sqlite3.Connection, id: str) -> bool:
    query = "SELECT 1 FROM entity WHERE id = :id UNION SELECT 1 FROM redirect WHERE id = :id"
    return connection.execute(query, {"id": id}).fetchone() is not None


def _of_actor(mention: ActorMention) -> Naming:
    return Naming("actor", mention.name, mention.type, mention.country, mention.public_role)


def _of_place(mention: PlaceMention) -> Naming:
    country = _one(mention.countries)
    return Naming(
        "place", mention.name, mention.kind, country, lat=mention.lat, lon=mention.lon, geonames=mention.geonames
    )


def _one(countries: Sequence[str]) -> str | None:
    return countries[0] if len(countries) == 1 else None


def drop_unnamed(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """With the last naming an actor or place goes, unless an editor decided about it."""
    for id in ids:
        gone = connection.execute(
            "DELETE FROM entity WHERE id = :id AND NOT EXISTS (SELECT 1 FROM naming WHERE entity = :id) "
            "AND NOT EXISTS (SELECT 1 FROM decision WHERE entity = :id)",
            {"id": id},
        )
        if gone.rowcount:
            connection.execute("DELETE FROM redirect WHERE target = ?", (id,))


# ---------------------------------------------------------------- reading

_NAMINGS = """
SELECT sum(naming.times), naming.document, naming.record,
       max(document.visibility = 'public' AND NOT EXISTS (
           SELECT 1 FROM naming other JOIN decision ON decision.entity = other.entity
           WHERE other.passage = naming.passage AND decision.visibility = 'withheld'))
FROM naming JOIN document ON document.id = naming.document
WHERE naming.entity = ? GROUP BY naming.document, naming.record ORDER BY naming.document, min(naming.passage)
"""


def named(connection: sqlite3.Connection, id: str) -> Entity | None:
    """An actor or a place; None when there is none under this id."""
    row = connection.execute("SELECT kind, country FROM entity WHERE id = ?", (id,)).fetchone()
    if row is None:
        return None
    kind, country = row
    rows = connection.execute(_NAMINGS, (id,)).fetchall()
    decided = connection.execute("SELECT label, visibility FROM decision WHERE entity = ?", (id,)).fetchone()
    if not rows:
        label, decision = decided if decided else (id, "members")
        return Entity(id, kind, label, country=country, visibility=cast(Visibility, decision))
    namings = list_from_json(Naming, [record for _, _, record, _ in rows])
    names = _commonest((naming.name, times) for naming, (times, *_) in zip(namings, rows, strict=True))
    first = next((naming for naming in namings if naming.lat is not None), namings[0])
    return Entity(
        id,
        kind,
        names[0],
        type=_commonest((naming.type, times) for naming, (times, *_) in zip(namings, rows, strict=True))[0],
        visibility=decided[1] if decided else _by_role(namings),
        country=country,
        lat=first.lat,
        lon=first.lon,
        geonames=first.geonames,
        aliases=names[1:],
        documents=tuple(dict.fromkeys(document for _, document, _, _ in rows)),
        public_documents=tuple(dict.fromkeys(document for _, document, _, public in rows if public)),
    )


def _commonest(counted: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Names by how often they stand; of equal ones the longer first, so that an acronym comes last."""
    counts: Counter[str] = Counter()
    for name, times in counted:
        counts[name] += times
    return tuple(sorted(counts, key=lambda name: (-counts[name], -len(name), name)))


def _by_role(namings: Sequence[Naming]) -> Visibility:
    """A person to whom no passage gives a public role is kept from the public until an editor decides."""
    return "public" if any(naming.public_role for naming in namings) else "members"


def hidden(connection: sqlite3.Connection, ids: Iterable[str]) -> frozenset[str]:
    """Of these actors, those that the public must not see."""
    return frozenset(id for id in set(ids) if _is_hidden(connection, id))


def _is_hidden(connection: sqlite3.Connection, id: str) -> bool:
    decided = connection.execute("SELECT visibility FROM decision WHERE entity = ?", (id,)).fetchone()
    if decided:
        return bool(decided[0] != "public")
    rows = connection.execute("SELECT DISTINCT record FROM naming WHERE entity = ?", (id,)).fetchall()
    return _by_role(list_from_json(Naming, [record for (record,) in rows])) != "public"


def ids_by_name(connection: sqlite3.Connection, name: str) -> list[str]:
    """Actors and places that some passage calls so, the most often so called first."""
    query = "SELECT entity FROM naming WHERE folded = ? GROUP BY entity ORDER BY sum(times) DESC, entity"
    return [id for (id,) in connection.execute(query, (folded(name),))]
