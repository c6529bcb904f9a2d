"""What children do with a document: read it, code it, encode it. What they load stays with them from job to job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.records import Coding, Document, Release
from ingest.child import read_job
from ingest.coding.learned import Learned
from ingest.encoders import Precision, faster_precision, in_context, passage_encoder, stamp
from ingest.reading.ocr import Ocr

if TYPE_CHECKING:
    from ingest.coding.learning import Lesson, Outcome


class Coder(Protocol):
    """Says what a document's passages say, under one release of the ontology."""

    @property
    def version(self) -> str: ...
    def code(self, document: Document, release: int) -> Coding: ...


@dataclass(frozen=True, slots=True)
class Makers:
    """Who reads, codes and encodes, with the stamps of their work. Functions of modules: children do the work."""

    read: Callable[[bytes, str, int, Ocr | None], Document]  # bytes, file name, pages limit, how to read pictures
    code: Callable[[Document, Release], Coding]
    encode: Callable[[Document, Precision, str], NDArray[np.float32]]  # document, precision, model
    reader: str
    coder: str
    encoder: str
    precision: Callable[[str], Precision]  # the faster one for a model, measured


def our_makers(model: str = "") -> Makers:
    """Those of this package, with a sentence-transformers model by name or the bundled one."""
    from ingest.coding.code import Coder as OurCoder
    from ingest.read import READER

    return Makers(read_job, code_job, encode_job, READER, OurCoder.version, stamp(model), faster_precision)


def taught(makers: Makers, learned: str | None) -> Makers:
    """The same makers, whose coder knows what the library's editors taught (`Learned` as JSON), and is stamped so."""
    weights = Learned.from_json(learned)
    if weights is None:
        return makers
    return replace(makers, code=partial(code_job, learned=learned), coder=weights.stamped(makers.coder))


def code_job(document: Document, release: Release, learned: str | None = None) -> Coding:
    return _coder_for(release.turtle, learned).code(document, release.number)


@lru_cache(maxsize=1)
def _coder_for(turtle: str, learned: str | None) -> Coder:
    from ingest.coding.code import Coder as OurCoder
    from ontology.terms import Ontology

    coder: Coder = OurCoder(Ontology.load(turtle), Learned.from_json(learned))
    return coder


def learn_job(turtle: str, lessons: Sequence[Lesson], made: str) -> Outcome:
    """Of the coder as it comes with the package: what was learned before is learned anew, from all corrections."""
    from ingest.coding.code import OPERATING_CONFIDENCE
    from ingest.coding.code import Coder as OurCoder
    from ingest.coding.learning import learn
    from ontology.terms import Ontology

    return learn(OurCoder(Ontology.load(turtle)), lessons, made, OPERATING_CONFIDENCE)


def encode_job(document: Document, precision: Precision, model: str) -> NDArray[np.float32]:
    """One unit vector a passage, in their order."""
    return passage_encoder(precision, model).encode(in_context(document), kind="passage")
