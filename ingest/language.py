"""Which language a text is in: by its commonest words and its script. Enough for paragraphs; notes fall back."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_WORDS = {
    "en": "the of and to in that is was for it with as his on be at by had not are but from have they which "
    "were their been this has would there",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden "
    "aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la "
    "aux cette avec ses ou mais comme ont être leur ces d l",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha "
    "este si porque esta entre cuando muy sin sobre",
    "it": "di e il la che in un a per è una sono non del della con si le dei da al come i nel più alla anche "
    "gli ha delle lo dal questo nella",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das à seu sua ou "
    "quando muito nos já também pelo",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij door naar uit "
    "worden werd over deze wordt nog",
    "pl": "w i na z się do że nie to jest o jak za od przez po jako ale dla oraz czy tym był tylko przy może "
    "są już ich",
}
_SCRIPTS = {
    "ar": "\u0600-\u06ff",
    "ru": "\u0400-\u04ff",
    "zh": "\u4e00-\u9fff",
    "el": "\u0370-\u03ff",
    "he": "\u0590-\u05ff",
    "ja": "\u3040-\u30ff",
    "ko": "\uac00-\ud7af",
}
_OF_ANOTHER = (  # letters that the commonest language of a script does not use
    ("ru", "uk", re.compile("[іїєґ]", re.IGNORECASE)),
    ("ar", "fa", re.compile("[پچژگ]")),
    ("zh", "ja", re.compile("[\u3040-\u30ff]")),
)
_OTHER_SCRIPTS = re.compile("[" + "".join(_SCRIPTS.values()) + "]{4}")
_FEWEST = 3  # common words that must speak for a language before a short text is believed


def _by_script(text: str) -> str | None:
    letters = sum(character.isalpha() for character in text)
    counts = {code: len(re.findall(f"[{span}]", text)) for code, span in _SCRIPTS.items()}
    code = max(counts, key=lambda script: counts[script])
    if counts[code] <= letters / 2:
        return None
    seen = {other: len(sign.findall(text)) for script, other, sign in _OF_ANOTHER if script == code}
    return next((other for other, count in seen.items() if count > letters / 50), code)


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    sets = {language: set(words.split()) for language, words in _WORDS.items()}
    return {
        word: tuple(sorted(code for code in sets if word in sets[code])) for words in sets.values() for word in words
    }


def detect(text: str, fallback: str | None = None) -> str | None:
    """ISO 639-1 code of the language of `text`; `fallback` where too little speaks for any."""
    if _OTHER_SCRIPTS.search(text) and (code := _by_script(text)):
        return code
    scores: Counter[str] = Counter()
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        for language in (languages := _languages_of().get(word, ())):
            scores[language] += 1 / len(languages)  # type: ignore[assignment]  # shares of a word, summed
    ranked = scores.most_common(2)
    if not ranked or ranked[0][1] < _FEWEST or (len(ranked) > 1 and ranked[0][1] < 1.25 * ranked[1][1]):
        return fallback
    return ranked[0][0]
