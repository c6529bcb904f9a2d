"""Works: what documents are of and what references mean, grouped from the forms in which they are described."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus import work_decisions
from corpus.clusters import Pair, addressed, clustered
from corpus.codec import from_json, list_from_json, to_json
from corpus.dois import normal_doi
from corpus.forms import Form, blocks_of, form_of, keys_of, neighbours_of
from corpus.identity import folded, normal_symbol, work_id
from corpus.likeness import CERTAIN, PROPOSED, likeness
from corpus.records import Document, Entity, Reference

WORKS = "1"  # raised whenever forms or their likeness are computed otherwise: then all are grouped anew
ITSELF = -1  # the position of the document's own form among its references'


@dataclass(slots=True)
class Moved:
    """What a grouping changed: documents whose references or selves are of other works now, and works old and new."""

    documents: set[str] = field(default_factory=set)
    works: set[str] = field(default_factory=set)


# ---------------------------------------------------------------- a document's forms come and go


def describe(connection: sqlite3.Connection, document: Document) -> None:
    """Write down the document's references and how it describes itself; `settle` then says of which works they are."""
    rows = [
        (document.id, position, _placed(connection, document.id, position, form_of(reference)), to_json(reference))
        for position, reference in enumerate(document.references)
    ]
    connection.executemany("INSERT INTO reference VALUES (?, ?, ?, ?)", rows)
    work = _placed(connection, document.id, ITSELF, form_of(as_reference(document), document.id))
    connection.execute("UPDATE document SET work = ? WHERE id = ?", (work, document.id))


def describe_again(connection: sqlite3.Connection, id: str) -> None:
    """Write down the forms of a document whose references stand in their rows."""
    (record,) = connection.execute("SELECT record FROM document WHERE id = ?", (id,)).fetchone()
    rows = connection.execute("SELECT record FROM reference WHERE document = ? ORDER BY position", (id,)).fetchall()
    references = list_from_json(Reference, [json for (json,) in rows])
    itself = form_of(as_reference(from_json(Document, record)), id)
    for position, form in enumerate((itself, *map(form_of, references)), ITSELF):
        _placed(connection, id, position, form)


def _placed(connection: sqlite3.Connection, document: str, position: int, form: Form) -> str:
    """Write down where the form stands. Its work, as far as that is known; a new form is compared with those alike."""
    id = form.id
    known = connection.execute("SELECT work FROM form WHERE id = ?", (id,)).fetchone()
    if known is None:
        _write(connection, id, form)
    connection.execute("INSERT INTO formed VALUES (?, ?, ?)", (document, position, id))
    return str(known[0]) if known else ""


def _write(connection: sqlite3.Connection, id: str, form: Form) -> None:
    connection.execute("INSERT INTO form VALUES (?, '', ?)", (id, to_json(form)))
    keys = [(key, id, work_id(key)) for key in keys_of(form)]
    if form.main != form.title and not form.raw:
        # By its main title alone a work has no address of its own, but is found.
        author, year = form.families[0] if form.families else "", form.year or ""
        keys.append((f"main:{author}|{form.main}|{year}", id, work_id(f"aty:{author}|{form.main}|{year}")))
    connection.executemany("INSERT OR IGNORE INTO work_key VALUES (?, ?, ?)", keys)
    _compare(connection, id, form)
    blocks = {*blocks_of(form), *(f"title:{title}" for title in (form.title, form.main) if title)}
    connection.executemany("INSERT INTO form_block VALUES (?, ?)", [(block, id) for block in sorted(blocks)])


def _compare(connection: sqlite3.Connection, id: str, form: Form) -> None:
    for other, candidate in _candidates(connection, id, form).items():
        found = likeness(form, candidate)
        if found.score >= PROPOSED:
            row = (min(id, other), max(id, other), found.score, "; ".join(found.why))
            connection.execute("INSERT INTO form_pair VALUES (?, ?, ?, ?)", row)


def _candidates(connection: sqlite3.Connection, id: str, form: Form) -> dict[str, Form]:
    """Those that share a key with it or stand in a neighbouring block: never all."""
    blocks, keys = neighbours_of(form), keys_of(form)
    query = (
        f"SELECT form FROM form_block WHERE block IN ({_marks(blocks)}) "
        f"UNION SELECT form FROM work_key WHERE key IN ({_marks(keys)})"
    )
    near = {form for (form,) in connection.execute(query, (*blocks, *keys)).fetchall()}
    return _forms_by_id(connection, near - {id})


def leave(connection: sqlite3.Connection, document: str) -> None:
    """Take away where the document's forms stand; those that stood nowhere else wait for `settle` to take them."""
    connection.execute(
        "UPDATE form SET work = '' WHERE id IN (SELECT form FROM formed WHERE document = :id) "
        "AND NOT EXISTS (SELECT 1 FROM formed WHERE formed.form = form.id AND formed.document <> :id)",
        {"id": document},
    )
    connection.execute("DELETE FROM formed WHERE document = ?", (document,))


# ---------------------------------------------------------------- forms become works


def settle(connection: sqlite3.Connection) -> Moved:
    """Group anew whatever the forms that wait can touch, and let documents and references follow."""
    waiting = {form for (form,) in connection.execute("SELECT id FROM form WHERE work = ''")}
    return regroup(connection, waiting) if waiting else Moved()


def regroup(connection: sqlite3.Connection, forms: set[str]) -> Moved:
    """Group anew these forms and all that is linked with them."""
    decisions = work_decisions.ruled(connection)
    reached = _reached(connection, forms, decisions)
    gone = [(form,) for form in reached if _nowhere(connection, form)]
    connection.executemany("DELETE FROM form WHERE id = ?", gone)
    kept = _forms_by_id(connection, reached - {form for (form,) in gone})
    ruling = work_decisions.ruling(decisions, kept.keys())
    groups = clustered(kept, _certain(connection, kept.keys()), ruling)
    moved = Moved(works=work_decisions.addresses(decisions, reached))
    for form, work in addressed(groups, kept).items():
        _move(connection, form, work, moved)
    return moved


def _reached(connection: sqlite3.Connection, forms: set[str], decisions: list[work_decisions.Ruled]) -> set[str]:
    """With these forms all that is certainly one work with them, shares a key, or was decided about with them."""
    reached: set[str] = set()
    new = set(forms)
    while new:
        reached |= new
        near = {form for chunk in _chunks(new) for form in _near(connection, chunk)}
        near |= work_decisions.reached(decisions, reached)
        new = near - reached
    return reached


def _near(connection: sqlite3.Connection, forms: list[str]) -> Iterable[str]:
    marks = _marks(forms)
    query = (
        f"SELECT other FROM form_pair WHERE one IN ({marks}) AND score >= ? "
        f"UNION SELECT one FROM form_pair WHERE other IN ({marks}) AND score >= ? "
        f"UNION SELECT theirs.form FROM work_key mine JOIN work_key theirs ON theirs.key = mine.key "
        f"WHERE mine.form IN ({marks}) AND mine.key NOT GLOB 'main:*'"
    )
    values = (*forms, CERTAIN, *forms, CERTAIN, *forms)
    return (form for (form,) in connection.execute(query, values).fetchall())


def _nowhere(connection: sqlite3.Connection, form: str) -> bool:
    return connection.execute("SELECT 1 FROM formed WHERE form = ?", (form,)).fetchone() is None


def _forms_by_id(connection: sqlite3.Connection, ids: set[str]) -> dict[str, Form]:
    rows = [
        row
        for chunk in _chunks(ids)
        for row in connection.execute(f"SELECT id, record FROM form WHERE id IN ({_marks(chunk)})", chunk).fetchall()
    ]
    records = list_from_json(Form, [record for _, record in rows])
    return {id: form for (id, _), form in zip(rows, records, strict=True)}


def _certain(connection: sqlite3.Connection, forms: Iterable[str]) -> dict[Pair, float]:
    return {
        (one, other): score
        for chunk in _chunks(set(forms))
        for one, other, score in connection.execute(
            f"SELECT one, other, score FROM form_pair WHERE one IN ({_marks(chunk)}) AND score >= ?", (*chunk, CERTAIN)
        ).fetchall()
    }


def _move(connection: sqlite3.Connection, form: str, work: str, moved: Moved) -> None:
    gone = connection.execute("UPDATE form SET work = ? WHERE id = ? AND work <> ?", (work, form, work))
    if not gone.rowcount:
        return
    rows = connection.execute(_PLACES, {"form": form, "work": work}).fetchall()
    for document, position, old in rows:
        moved.documents.add(document)
        moved.works |= {old, work} - {""}
        if position == ITSELF:
            connection.execute("UPDATE document SET work = ? WHERE id = ?", (work, document))
        else:
            query = "UPDATE reference SET work = ? WHERE document = ? AND position = ?"
            connection.execute(query, (work, document, position))


_PLACES = """
SELECT reference.document, reference.position, reference.work FROM formed
JOIN reference ON reference.document = formed.document AND reference.position = formed.position
WHERE formed.form = :form AND reference.work <> :work
UNION ALL SELECT document.id, -1, document.work FROM formed
JOIN document ON document.id = formed.document AND formed.position = -1
WHERE formed.form = :form AND document.work <> :work
"""


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)


def _chunks(ids: set[str], size: int = 400) -> list[list[str]]:
    ordered = sorted(ids)
    return [ordered[start : start + size] for start in range(0, len(ordered), size)]


# ---------------------------------------------------------------- reading


def forms_of(connection: sqlite3.Connection, id: str) -> list[tuple[Reference, bool]]:
    """How documents that cite it write it, and those that are it call themselves; and whether all may see it."""
    cited = connection.execute(_CITED, (id,)).fetchall()
    held = connection.execute("SELECT record, visibility = 'public' FROM document WHERE work = ? ORDER BY id", (id,))
    references = list_from_json(Reference, [record for record, _ in cited])
    forms = [(reference, bool(public)) for reference, (_, public) in zip(references, cited, strict=True)]
    return forms + [(as_reference(from_json(Document, record)), bool(public)) for record, public in held]


_CITED = """
SELECT reference.record, document.visibility = 'public' FROM reference
JOIN document ON document.id = reference.document WHERE reference.work = ?
ORDER BY reference.document, reference.position
"""


def as_reference(document: Document) -> Reference:
    """A document as others would cite it."""
    described = [*(name.family for name in document.authors), document.title, document.container, document.year]
    return Reference(
        raw=", ".join(str(part) for part in described if part),
        authors=document.authors,
        year=document.year,
        title=document.title,
        container=document.container,
        volume=document.volume,
        issue=document.issue,
        pages=document.page_range,
        publisher=document.publisher,
        doi=document.doi,
        symbol=document.symbol,
        type=document.kind,
        doubts=document.doubts,
    )


_CITING = """
SELECT DISTINCT document.id, document.visibility = 'public' FROM reference
JOIN document ON document.id = reference.document WHERE reference.work = ? ORDER BY document.id
"""


def work(connection: sqlite3.Connection, id: str) -> Entity | None:
    """A work with those who cite it; of one that an editor merged, where it leads; None when no document gives it."""
    forms = forms_of(connection, id)
    if not forms:
        return _merged(connection, id)
    # The words of a document that is kept from the public are shown only where there are no others.
    fullest, _ = max(forms, key=lambda form: (form[1], _fullness(form[0])))
    citing = connection.execute(_CITING, (id,)).fetchall()
    held = connection.execute("SELECT id, visibility FROM document WHERE work = ? ORDER BY id", (id,)).fetchall()
    seen = [document for document, public in citing if public]
    seen += [document for document, visibility in held if visibility == "public"]
    return Entity(
        id,
        "work",
        fullest.title or fullest.raw[:120],
        type=fullest.type,
        documents=tuple(document for document, _ in citing),
        public_documents=tuple(dict.fromkeys(seen)),
        held=tuple(document for document, _ in held),
        reference=fullest,
    )


def _merged(connection: sqlite3.Connection, id: str) -> Entity | None:
    target = leads_to(connection, id) if work_decisions.names(connection, id) else None
    into = work(connection, target) if target else None
    return Entity(id, "work", into.label, public_documents=into.public_documents, redirect=target) if into else None


def known_under(connection: sqlite3.Connection, id: str) -> str | None:
    """The work with this address, or to which it leads."""
    own = connection.execute("SELECT 1 FROM form WHERE work = ?", (id,)).fetchone()
    return id if own else leads_to(connection, id)


def works_of(connection: sqlite3.Connection, one: Iterable[str], other: Iterable[str]) -> set[tuple[str, str]]:
    """Each work of the one forms with each of the others."""
    mine, theirs = ({_work_of(connection, form) for form in forms} for forms in (one, other))
    return {(a, b) for a in mine for b in theirs}


def _work_of(connection: sqlite3.Connection, form: str) -> str:
    return str(connection.execute("SELECT work FROM form WHERE id = ?", (form,)).fetchone()[0])


def described_as(connection: sqlite3.Connection, id: str) -> list[tuple[str, str, str]]:
    """Each place where the work is described: the address that its form alone would give, the words, the document."""
    return connection.execute(_DESCRIBED, (id,)).fetchall()


_DESCRIBED = """
SELECT (SELECT min(id) FROM work_key WHERE form = formed.form AND key NOT GLOB 'main:*'),
       coalesce(reference.record ->> 'raw', document.record ->> 'title'), formed.document
FROM form JOIN formed ON formed.form = form.id JOIN document ON document.id = formed.document
LEFT JOIN reference ON reference.document = formed.document AND reference.position = formed.position
WHERE form.work = ? ORDER BY form.id, formed.document, formed.position
"""


def merged_into(connection: sqlite3.Connection, works: set[str]) -> set[str]:
    """The addresses that editors' decisions let lead to one of these."""
    decided = {id for found in work_decisions.decisions(connection) for id in (found.one, found.other)}
    return {id for id in decided if leads_to(connection, id) in works}


def leads_to(connection: sqlite3.Connection, id: str) -> str | None:
    """The work that is known by this address too; None when the address is a work's own, or nobody's."""
    if connection.execute("SELECT 1 FROM form WHERE work = ?", (id,)).fetchone():
        return None
    query = (
        "SELECT form.work FROM work_key JOIN form ON form.id = work_key.form WHERE work_key.id = ? "
        "ORDER BY work_key.key GLOB 'main:*', form.work LIMIT 1"
    )
    row = connection.execute(query, (id,)).fetchone()
    return row[0] if row else None


def _fullness(reference: Reference) -> tuple[int, int, int]:
    given = [reference.authors, reference.year, reference.title, reference.container, reference.volume]
    given += [reference.pages, reference.publisher, reference.doi, reference.symbol, reference.url, reference.type]
    return sum(1 for value in given if value), len(reference.title or ""), len(reference.raw)


def ids_by_title(connection: sqlite3.Connection, name: str) -> list[str]:
    """Works known by this DOI, UN symbol or title (with or without its subtitle)."""
    keys = ("doi:" + normal_doi(name), "un:" + normal_symbol(name))
    query = (
        "SELECT work FROM form WHERE id IN (SELECT form FROM work_key WHERE key IN (?, ?) "
        "UNION SELECT form FROM form_block WHERE block = ?) GROUP BY work ORDER BY work"
    )
    return [id for (id,) in connection.execute(query, (*keys, f"title:{folded(name)}"))]
