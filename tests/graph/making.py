"""Records made by hand, small and whole: what the library would hand on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from corpus.records import (
    ActorMention,
    Change,
    ChangeKind,
    Citation,
    CitedFor,
    Coding,
    Document,
    Entity,
    Held,
    HeldCoding,
    Link,
    Name,
    Note,
    Passage,
    PassageCoding,
    PlaceMention,
    Reference,
    Release,
    StrategyUse,
    Visibility,
)
from ontology.terms import shipped

BASE = "http://library.example/"
WORK = "w0123456789abcdef"
SENTENCE = "Elders in Wajir mediated between clans, and Amina Yusuf carried messages."

_numbers = count(1)


def held(
    id: str = "aaaaaaaaaaaaaaaa",
    texts: Sequence[str] = (SENTENCE,),
    *,
    year: int | None = 2016,
    visibility: Visibility = "public",
    restricted: Sequence[int] = (),
    cites: bool = True,
) -> Held:
    """A document with these passages; with `cites`, its first passage cites one work through its only note."""
    body, passages = "", []
    for text in texts:
        start = len(body)
        passages.append(
            Passage(f"{id}-{start}", text, start, start + len(text), page=3, page_label="7", section="Cases")
        )
        body += text + "\n\n"
    note = Note("1", 3, "Moix, Turning atrocity prevention inside-out.", len(body), len(body) + 45, (0,))
    reference = Reference("Moix, B. (2016). Turning.", (Name("Moix", "Bridget"),), year=2016, title="Turning")
    document = Document(
        id,
        body + note.text,
        f"A study of {id}",
        authors=(Name("Yusuf", "Amina"),),
        year=year,
        keywords=("clans",),
        passages=tuple(passages),
        notes=(note,) if cites else (),
        references=(reference,) if cites else (),
        citations=(_citing(passages[0], note),) if cites else (),
        reader="reader/1",
    )
    hidden = frozenset(passages[index].id for index in restricted)
    return Held(document, f"w{id}", visibility, restricted=hidden, works=(WORK,) if cites else ())


def _citing(passage: Passage, note: Note) -> Citation:
    link = Link(0, 0.5, "short", note.start, note.end)
    return Citation(passage.id, passage.text[33:38], 33, 38, (0,), "1", (link,), (passage.start, passage.end))


def use(strategy: str = "mediation", **parts: object) -> StrategyUse:
    """A use whose words are the first of the passage."""
    usual: dict[str, object] = {
        "stance": "done",
        "quote": SENTENCE[:15],
        "start": 0,
        "end": 15,
        "confidence": 0.9,
        "agency": ("local",),
        "countries": ("KEN",),
    }
    return StrategyUse(strategy, **{**usual, **parts})  # type: ignore[arg-type]


def wajir(name: str = "Wajir", start: int = 10) -> PlaceMention:
    return PlaceMention(name, start, start + len(name), "gn-178443", "town", ("KEN",), 1.7471, 40.0573, 178443)


def amina(*, public_role: bool = False) -> ActorMention:
    return ActorMention("Amina Yusuf", 44, 55, "person", "amina-yusuf", "KEN", public_role)


def coded(
    of: Held, uses: Sequence[Sequence[StrategyUse]] = (), *, hidden: Sequence[str] = (), release: int = 1
) -> HeldCoding:
    """What a coder says of each passage: these uses; the first also names Wajir and Amina Yusuf."""
    said = []
    for index, passage in enumerate(of.document.passages):
        first = index == 0
        named = {"places": (wajir(),), "actors": (amina(),), "countries": ("KEN",)} if first else {}
        if first and of.document.citations:
            named["cited_for"] = (CitedFor(0, 0, "critiques", "for a critique"),)
        said.append(PassageCoding(passage.id, tuple(uses[index]) if index < len(uses) else (), **named))  # type: ignore[arg-type]
    return HeldCoding(of, Coding(of.document.id, tuple(said), "coder/1", release), frozenset(hidden))


def actor(id: str = "amina-yusuf", visibility: Visibility = "members") -> Entity:
    documents = ("aaaaaaaaaaaaaaaa",)
    return Entity(
        id,
        "actor",
        "Amina Yusuf",
        "person",
        visibility,
        "KEN",
        aliases=("A. Yusuf",),
        documents=documents,
        public_documents=documents,
    )


def place() -> Entity:
    documents = ("aaaaaaaaaaaaaaaa",)
    return Entity(
        "gn-178443",
        "place",
        "Wajir",
        "town",
        country="KEN",
        lat=1.7471,
        lon=40.0573,
        geonames=178443,
        documents=documents,
        public_documents=documents,
    )


def work() -> Entity:
    reference = Reference("Moix, B. (2016). Turning.", (Name("Moix", "Bridget"),), year=2016, title="Turning")
    documents = ("aaaaaaaaaaaaaaaa",)
    return Entity(
        WORK, "work", "Turning", "article-journal", documents=documents, public_documents=documents, reference=reference
    )


def change(kind: ChangeKind, id: str, record: object) -> Change:
    return Change(next(_numbers), kind, id, record)


def release() -> Change:
    return change("release", "1", Release(1, shipped()))


def changes_of(*coded: HeldCoding) -> list[Change]:
    """The changes that putting and coding these documents makes."""
    made = [change("document", one.held.document.id, one.held) for one in coded]
    made += [change("coding", one.held.document.id, one) for one in coded]
    made += [change("entity", entity.id, entity) for entity in (actor(), place(), work())]
    return made
