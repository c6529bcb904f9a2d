"""Parts of a sentence, by the tagger's grammar: who acts in it, and what governs what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.coding.quotes import is_verb

_DEEP = 6  # steps up a sentence's tree that are looked at
_ROLES = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubjpass": "passive subject",
    "agent": "agent",
    "dobj": "object",
    "dative": "receiver",
    "poss": "possessor",
    "attr": "complement",
    "ROOT": "main word",
}
_LEANS_ON = ("conj", "appos", "compound", "amod", "nmod", "relcl", "acl")


def acts_as(token: Any) -> str:
    """The part a word plays: subject, agent, possessor, object …, or the preposition it stands behind."""
    for _ in range(_DEEP):
        dependency = token.dep_
        if dependency in _ROLES:
            return _ROLES[dependency]
        if dependency == "pobj":
            return _behind(token.head)
        if dependency not in _LEANS_ON or token.head is token:
            return "aside"
        token = token.head
    return "aside"


def _behind(preposition: Any) -> str:
    """ "of" says most by what it hangs on: the elders of the village, the protection of civilians."""
    if preposition.dep_ == "agent":
        return "agent"
    above = preposition.head
    kind = "a verb" if is_verb(above) else "a noun"
    return f"what stands behind “{preposition.lower_}” of {kind}"


def chain(token: Any) -> Iterator[Any]:
    """The verbs above a word, the nearest first, itself where it is one; three at most."""
    found = 0
    for _ in range(2 * _DEEP):
        if is_verb(token):
            found += 1
            yield token
        if token.head is token or found == 3:
            return
        token = token.head


def tied(one: Any, other: Any) -> str:
    """How the grammar ties `one` to `other`: "" where it does not."""
    if one is None or other is None or one.sent.start != other.sent.start:
        return ""
    above = list(_above(other))
    if one in above:
        return "governs"
    below = list(_above(one))
    if other in below:
        return "hangs on"
    mine, theirs = next(chain(one), None), next(chain(other), None)
    if mine is not None and mine == theirs:
        return "shares the verb of"
    if mine is not None and theirs is not None and mine in list(_above(theirs)):
        return "goes with a verb above"
    return ""


def _above(token: Any) -> Iterator[Any]:
    for _ in range(_DEEP):
        if token.head is token:
            return
        token = token.head
        yield token
