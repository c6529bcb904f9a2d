"""Whether one who is named in a sentence acts in it, or is only spoken of: a small trained decision."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.coding.bodies import Span, is_body_name
from ingest.coding.stems import stem

MODEL = Path(__file__).parent / "models" / "acting.json"
CLEAR_OF_STATES, CLEAR_OF_HEADLESS = 0.8, 0.7
_CLIMBED = ("conj", "appos", "compound", "nmod", "poss", "amod")
_VERBS = {
    "ask": "urge call request recommend ask encourage invite appeal demand reaffirm welcome decide stress require note",
    "say": "argue suggest write observe contend describe point claim explain define show report find",
    "suffer": "kill arrest shoot attack displace convict try jail sentence beat accuse hide abduct detain target",
}
_VERB_CLASS = {stem(verb): name for name, verbs in _VERBS.items() for verb in verbs.split()}
_NEXT = re.compile(r"(?:['’]s?)? ([a-z]+)")
_PREVIOUS = re.compile(r"([\w’'-]+),? (?:the |a |an |its |our |my )*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ActingModel:
    """Weights of features, in log odds; one who is named acts from `threshold` on."""

    bias: float
    threshold: float
    weights: Mapping[str, float]

    def probability(self, features: Iterator[str] | list[str]) -> float:
        total = self.bias + sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def shipped_model() -> ActingModel:
    """The weights that `train_acting.py` fitted."""
    return ActingModel(**json.loads(MODEL.read_text(encoding="utf-8")))


def acts(text: str, tagged: Any, span: Span) -> bool:
    """Whether the body or person that stands in `span` acts, by the sentence around it."""
    model = shipped_model()
    return model.probability(list(features_of(text, tagged, span))) >= _least(model, span)


def _least(model: ActingModel, span: Span) -> float:
    """A state is more often a place, and a name without a head word no body at all: both must be clear."""
    if span.body.id.startswith("state-"):
        return CLEAR_OF_STATES
    headless = not span.known and span.body.type != "person" and not is_body_name(span.body.name)
    if headless and span.body.type not in ("community", "igo"):
        return CLEAR_OF_HEADLESS
    return model.threshold if span.body.type == "person" or not span.known else model.threshold / 2


def features_of(text: str, tagged: Any, span: Span) -> Iterator[str]:
    """What the decision rests on: the kind of name, its part in the sentence, the words beside it."""
    kind = "state" if span.body.id.startswith("state-") else span.body.type
    yield f"kind={kind}"
    yield f"known={span.known}"
    yield from _beside(text, span)
    words = tagged.char_span(span.start, span.end, alignment_mode="expand")
    if words is not None:
        for part in _part(words.root):
            yield part
            yield f"{kind}&{part}" if part.startswith("role=") else part


def _beside(text: str, span: Span) -> Iterator[str]:
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 30]
    if before.endswith("("):
        yield "in brackets"
    if re.match(r"['’]s?\b", after):
        yield "owns"
    if following := _NEXT.match(after):
        yield f"next={stem(following.group(1))}"
    if previous := _PREVIOUS.search(before):
        yield f"previous={previous.group(1).casefold()}"
    if not before.strip() or before.rstrip()[-1] in ".:;":
        yield "opens"
    if re.match(r"[-–](?:led|supported|backed|run|facilitated|brokered|mediated|mandated)\b", after):
        yield "leads"


def _part(word: Any) -> Iterator[str]:
    """The part that its noun phrase has in the sentence, climbing out of lists, compounds and possessives."""
    for _ in range(6):
        if word.dep_ not in _CLIMBED:
            break
        yield f"through={word.dep_}"
        if word.dep_ in ("compound", "poss", "nmod", "amod"):
            yield f"of its={stem(word.head.text)}"
        word = word.head
    role = word.dep_
    if role == "pobj":
        yield from _behind_preposition(word)
        role = f"pobj {word.head.text.casefold()}"
    yield f"role={role}"
    verb = _verb_above(word)
    if verb is None:
        yield "no verb"
    else:
        yield f"verb={_VERB_CLASS.get(stem(verb.text), 'other')}"
        yield f"role&verb={role}&{_VERB_CLASS.get(stem(verb.text), 'other')}"


def _behind_preposition(word: Any) -> Iterator[str]:
    above = word.head.head
    yield f"preposition={word.head.text.casefold()}&{above.tag_[:2]}"
    if above.tag_[:2] == "NN":
        yield f"{stem(above.text)} {word.head.text.casefold()}"
        yield f"above={above.dep_}"


def _verb_above(word: Any) -> Any:
    for _ in range(8):
        word = word.head
        if word.tag_.startswith("VB"):
            return word
        if word.dep_ == "ROOT":
            break
    return None
