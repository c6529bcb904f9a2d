"""Trains the reference parser: `python -m ingest.citing.train_references FOLDER`.

FOLDER holds `gold/anystyle/core.xml` (BSD-2-Clause) and `gold/grobid-citations` (Apache-2.0); nothing else is
trained on. Strings that also stand in `gold/anystyle/good.xml` are left out, because the parser is measured on it.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from ingest.citing.reference_tokens import features, tokens
from ingest.citing.references import MODEL
from ingest.citing.restyled import fields, restyled

Segment = tuple[str, str]  # label, text
Labelled = tuple[list[str], list[str]]  # tokens, labels

_ANYSTYLE = {
    "citation-number": "number",
    "director": "author",
    "producer": "author",
    "location": "place",
    "container-title": "container",
    "collection-title": "collection",
    "source": "note",
    "medium": "note",
    "isbn": "note",
}
_SCOPE = {"vol": "volume", "volume": "volume", "issue": "volume", "pp": "pages", "page": "pages", "pages": "pages"}
_TEI = {"pubPlace": "place", "pubplace": "place", "publishe": "publisher", "orgName": "publisher", "ptr": "url"}
_LED = re.compile(r"^\W*(vols?|volume|no|nr|nos|issue|pp?|pages?|jg|bd|heft|h|in)\b\W*$", re.IGNORECASE)
_JOINS = re.compile(r"^\W*(and|und|et|y|al|&|ed|eds|editors?|edited|by)?\W*$", re.IGNORECASE)


def anystyle(path: Path) -> Iterator[list[Segment]]:
    """The labelled strings of an AnyStyle file, with our labels."""
    for sequence in etree.parse(str(path)).getroot():
        yield [(_ANYSTYLE.get(str(field.tag), str(field.tag)), _spaced(field.text or "") + " ") for field in sequence]


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def grobid(folder: Path) -> Iterator[list[Segment]]:
    """The labelled strings of GROBID's citation corpus, with our labels."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    for path in sorted(folder.rglob("*.xml")):
        root = etree.parse(str(path), parser).getroot()
        for bibl in root.iter("{*}bibl"):
            segments = list(_of_bibl(bibl))
            if len({label for label, _ in segments}) > 2:
                yield _absorbed(segments)


def _of_bibl(bibl: etree._Element) -> Iterator[Segment]:
    analytic = bibl.find("{*}title[@level='a']") is not None
    yield "", bibl.text or ""
    for child in bibl:
        if isinstance(child.tag, str):
            label = "" if etree.QName(child).localname == "lb" else _tei_label(child, analytic)
            yield label, _spaced("".join(child.itertext()))
        yield "", child.tail or ""


def _tei_label(element: etree._Element, analytic: bool) -> str:
    name = etree.QName(element).localname
    kind = element.get("type") or element.get("unit") or element.get("level") or ""
    if name == "title":
        return {"a": "title", "j": "journal", "s": "collection"}.get(
            element.get("level", ""), "container" if analytic else "title"
        )
    if name == "biblScope":
        return _SCOPE.get(kind, "note")
    if name == "idno":
        return "doi" if kind.lower() == "doi" else "note"
    if name == "orgName" and kind == "collaboration":
        return "author"
    if name == "note" and kind == "report":
        return "genre"
    return _TEI.get(name, name)


def _absorbed(segments: list[Segment]) -> list[Segment]:
    """Words between fields go where AnyStyle puts them: "Vol." and "In" forwards, "and" and "eds" backwards."""
    whole: list[Segment] = []
    for index, (label, text) in enumerate(segments):
        if label or not text.strip():
            whole.append((label, text))
        elif _LED.match(text) and index + 1 < len(segments):
            whole.append((segments[index + 1][0], text))
        elif _JOINS.match(text) and whole:
            whole.append((whole[-1][0], text))
        else:
            whole.append(("note", text))
    return whole


def labelled(segments: Iterable[Segment]) -> Labelled:
    """A string cut as the parser cuts it, each token with the label of its first letter or digit."""
    text, labels = "", []
    for label, part in segments:
        text += part
        labels += [label] * len(part)
    words, names, at = tokens(text), list[str](), 0
    for word in words:
        at = text.index(word, at)
        inside = [labels[at + i] for i, character in enumerate(word) if character.isalnum()] or labels[at : at + 1]
        names.append(next(filter(None, inside), names[-1] if names else "note"))
        at += len(word)
    return words, names


def key(segments: Iterable[Segment]) -> str:
    """Letters and digits only: by it a string is known in two corpora."""
    return re.sub(r"[\W_]+", "", " ".join(text for _, text in segments)).lower()


def corpus(folder: Path) -> list[Labelled]:
    """All that may be trained on, less what is tested on."""
    tested = {key(segments) for segments in anystyle(folder / "anystyle" / "good.xml")}
    core = [s for s in anystyle(folder / "anystyle" / "core.xml") if key(s) not in tested]
    tei = [s for s in grobid(folder / "grobid-citations") if key(s) not in tested]
    chance = random.Random(7)
    # AnyStyle's strings are the humanities'; the other corpus is the natural sciences' and would drown them.
    rows = [labelled(segments) for segments in core * 3 + chance.sample(tei, 3000) + restyled(fields(core + tei), 3000)]
    chance.shuffle(rows)
    return [row for row in rows if row[0]]


def train(rows: Iterable[Labelled], model: Path) -> None:
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for words, labels in rows:
        trainer.append(pycrfsuite.ItemSequence(features(words)), labels)
    trainer.select("lbfgs")
    trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": 90, "feature.possible_transitions": True})
    trainer.train(str(model))


def main(folder: str, model: Path = MODEL) -> None:
    rows = corpus(Path(folder) / "gold")
    train(rows, model)
    print(f"{len(rows)} strings, {model.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
