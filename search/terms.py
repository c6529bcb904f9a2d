"""Words of a text as the word index knows them: folded, stemmed, with their places."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

LONGEST = 60  # characters of a word; what is longer is data, not language

# Asked, not answered: such words carry a question and are in no passage that answers it.
ASKING = frozenset(
    """
    what which who whom whose when where why how does do did done has have had having was were been being am is are can
    could would should may might shall will must there here it its he she they them their his her our we you your i me
    my us one ones some any each other others than then so such also only just very more most much many about between
    among during after before within across through over under up down out off again further once let lets tell find
    show list give according say says said
    """.split()  # noqa: SIM905
)

# Words that say again what the kind of the question says already.
GENERIC = frozenset(
    """
    strategy strategies approach approaches method methods measure measures recur recurring recurs context contexts
    country countries region regions place places common frequent often done doing tried work works working worked
    discuss discusses mention mentions document documents article articles report reports study studies paper papers
    literature people active involved engage engaged carry use used uses help helped time year years evidence gap
    peacebuilding peace conflict violence protect community communities local actors actor organisations groups
    """.split()  # noqa: SIM905
)


@cache
def analyzer(stemmed: bool) -> Any:
    """The tantivy analyzer of English text, or of text in any other language (folded, not stemmed)."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    if stemmed:
        builder = builder.filter(Filter.stopword("english")).filter(Filter.stemmer("english"))
    return builder.build()


def stems(text: str) -> list[str]:
    """English stems in reading order, stop words left out."""
    found: list[str] = analyzer(True).analyze(text)
    return found


def folded(text: str) -> list[str]:
    """Words in reading order, lower case and without accents."""
    found: list[str] = analyzer(False).analyze(text)
    return found


@cache
def _asking_stems() -> frozenset[str]:
    return frozenset(stem for word in ASKING for stem in stems(word))


def content_stems(question: str) -> list[str]:
    """The stems of a question that an answer could share, each once, in their order."""
    return [stem for stem in dict.fromkeys(stems(question)) if stem not in _asking_stems()]


@cache
def generic_stems() -> frozenset[str]:
    """Stems that do not tell one question of a kind from another."""
    return frozenset(stem for word in GENERIC for stem in stems(word))


def highlights(text: str, wanted: Collection[str], stemmed: bool = True) -> tuple[tuple[int, int], ...]:
    """Where the wanted terms stand in a text: spans of code points; words side by side make one span."""
    tokens = analyzer(stemmed).pre_tokenize(text).tokens
    spans: list[tuple[int, int]] = []
    for token in tokens:
        if token.text not in wanted:
            continue
        if spans and text[spans[-1][1] : token.char_offset_from].isspace():
            spans[-1] = (spans[-1][0], token.char_offset_to)
        else:
            spans.append((token.char_offset_from, token.char_offset_to))
    return tuple(spans)
