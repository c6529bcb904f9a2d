"""Actors, places and works of the library, and what editors decided about them."""

from __future__ import annotations

from collections.abc import Iterator

from corpus import entities, works
from corpus.document_shelf import DocumentShelf
from corpus.errors import NotHeld
from corpus.records import Entity, Visibility


class EntityShelf(DocumentShelf):
    def entity(self, id: str) -> Entity | None:
        """An actor, place or work, as a function of the documents that name it."""
        with self._store.reading() as connection:
            return entities.named(connection, id) or works.work(connection, id)

    def entities(self, kind: str | None = None) -> Iterator[Entity]:
        """All of them, or those of a kind: actor, place, work."""
        ids = [id for (id,) in self._all("SELECT id FROM entity WHERE kind = ?1 OR ?1 IS NULL ORDER BY id", kind)]
        if kind in (None, "work"):
            query = "SELECT work FROM reference UNION SELECT work FROM document ORDER BY work"
            ids += [id for (id,) in self._all(query)]
        return (entity for id in ids if (entity := self.entity(id)))

    def find_entities(self, name: str, kind: str | None = None) -> list[Entity]:
        """Those called so in some passage (accents and case aside); works also by DOI, UN symbol or title."""
        with self._store.reading() as connection:
            ids = entities.ids_by_name(connection, name) + works.ids_by_title(connection, name)
            found = [entity for id in ids if (entity := self.entity(id))]
        return [entity for entity in found if kind in (None, entity.kind)]

    def set_visibility(self, id: str, visibility: Visibility) -> None:
        """An editor's decision about a document, actor or place. Raises NotHeld."""
        with self._store.writing() as connection:
            if self._one("SELECT 1 FROM document WHERE id = ?", id):
                connection.execute("UPDATE document SET visibility = ? WHERE id = ?", (visibility, id))
                self._settle(id, set())
            elif entity := entities.named(connection, id):
                row = (id, entity.kind, entity.label, visibility)
                connection.execute("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?)", row)
                for document in entity.documents:
                    self._settle(document, set())
                self._touch("entity", id)
            else:
                raise NotHeld(f"The library knows no document, actor or place {id}.")
