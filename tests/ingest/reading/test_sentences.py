"""Where sentences end, and where full stops only seem to end them."""

from __future__ import annotations

import pytest

from ingest.language import detect
from ingest.reading.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "The U.N. Secretariat wrote to Roger A. Mac Ginty about No. 3 of S/2025/54.",
        "Autesserre et al. argue, e.g. in vol. 2, that this holds (see pp. 3–4 and fig. 2).",
        "Am 3. Oktober kam Dr. Weber, vgl. S. 5, z. B. in Berlin an.",
        "Selon M. Dupont, cf. art. 3, la trêve a tenu.",
        "El Sr. Pérez, p. ej. en la pág. 4, lo niega.",
        "38. The Council decided to remain seized of the matter.",
        "In the U.S. Congress few knew of it.",
    ],
)
def test_abbreviations_end_no_sentence(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It was adopted in resolution 1325 (2000).", "The Council met again."),
        ("They left in 2005.", "Nobody came back."),
        ("“Why did you stay?”", "He did not answer."),
        ("They were trained in the U.S.", "The others stayed."),
        ("Elders, women, youth etc.", "They all came."),
        ("It held!", "¿Por qué?"),
    ],
)
def test_sentences_are_parted(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_languages_are_told_by_their_commonest_words() -> None:
    assert detect("The elders met and agreed that the road was to be open for all of them.") == "en"
    assert detect("Die Ältesten trafen sich und beschlossen, dass die Straße für alle offen ist.") == "de"
    assert detect("Les anciens se sont réunis et ont décidé que la route est ouverte pour tous.") == "fr"
    assert detect("Los ancianos se reunieron y decidieron que el camino está abierto para todos.") == "es"
    assert detect("Ibid., 15.", "en") == "en"
