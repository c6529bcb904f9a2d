"""Where sentences begin and end: rules for English, German, French and Spanish scholarly prose, no model."""

from __future__ import annotations

import re

from ingest.reading.cleaning import words

# Never the end of a sentence: something always follows.
_OPEN = words(
    "mr mrs ms dr prof gen lt col maj capt sgt rev hon st sr jr sen rep gov pres no nos nr nrn vol vols "
    "pp p para paras art arts fig figs tab eq ch chap sec sect e.g i.e cf vs viz approx ca c ed eds "
    "transl trans comp repr esp incl resp dept univ z.b d.h u.a bzw vgl s bd hrsg hg sog evtl ggf abs "
    "aufl anm ebd ders dies bspw insb zit nach jg f.d m mme mlle mm cit op ibid id voir art n núm nº num "
    "pág págs sra srta dra dña lic ej p.ej fol et jan feb mar apr jun jul aug sep sept oct nov dec "
)
# Ends a sentence when what follows looks like the beginning of one.
_EITHER = words("al etc inc ltd co corp u.s u.n u.k e.u a.m p.m d.c ff usw u.s.a ph.d b.c a.d ss ej ibid id cit ")
_STARTERS = words(
    "the this these those that there then thus they their it its in on at as a an and but he she his her "
    "we our you i if for from by to with however moreover while when where after before although since "
    "such some many most more other all both each no not one two what who why how according furthermore "
    "therefore because during despite according yet so or nor der die das dies diese dieser dieses ein "
    "eine es er sie wir in im am auf bei mit nach von zu zum zur wenn als aber und doch auch so für le la "
    "les l' un une il elle ils elles on nous ce cet cette ces en dans à au aux par pour avec mais et où "
    "el los las una unos unas en por para con como pero y este esta estos estas ese esa lo se su sus "
)
_MONTHS = words(
    "januar februar märz april mai juni juli august september oktober november dezember jänner "
    "jahrhundert jahrhunderts weltkrieg weltkriegs "
)
_END = re.compile(r"(?:[.!?…]+|[。！？؟])[\"'”’»›)\]]*")
_FOLLOWING = re.compile(r"\s+([\"'“‘«‹(\[¿¡„—–-]*\s?)([^\W_]+)?")
_PAGE_NUMBER = re.compile(r"\b(?:S|pp?|No|Nr|Art|Vol|para|pág|n)\.$")
_TOKEN = re.compile(r"[^\s(\[\"“‘'„«/]+$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) without the space between them; together they hold all words."""
    spans, start = [], 0
    for match in _END.finditer(text):
        if _breaks(text, match):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return [span for begin, end in spans if (span := _trimmed(text, begin, end))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return (start, start + len(piece.strip())) if piece.strip() else None


def _breaks(text: str, match: re.Match[str]) -> bool:
    if match[0][0] in "。！？؟":
        return True
    following = _FOLLOWING.match(text, match.end())
    if following is None or following[2] is None:
        return match.end() == len(text) or (following is not None and bool(following[1].strip()))
    word = following[2]
    if word[0].islower() and word[0].upper() != word[0]:
        return False
    return match[0][0] != "." or match[0].startswith("..") or _ends_at_full_stop(text, match, word)


def _ends_at_full_stop(text: str, match: re.Match[str], word: str) -> bool:
    if len(match[0]) > 1:  # a closing quotation mark or bracket stands after the full stop
        return not re.search(r"\((?:ed|eds|hg|hrsg|trans|comp)\.\)$", text[: match.end()], re.IGNORECASE)
    found = _TOKEN.search(text, 0, match.start())
    token = found[0] if found else ""
    if len(token) == 1 and token.islower():  # z. B., d. h., p. ej.
        return False
    if token.isdigit() and len(token) <= 3:
        return _ends_at_number(text, match.start() - len(token), token, word)
    if token.lower() in _OPEN and token.lower() not in _EITHER:
        return (
            token.lower() in {"no", "art", "id", "dies", "nach", "dec", "mar", "n", "et"} and word.lower() in _STARTERS
        )
    if token.lower() in _EITHER or _is_initial(token):
        return word.lower() in _STARTERS and len(word) > 1
    return True


def _is_initial(token: str) -> bool:
    """`A`, `J.-P`, `U.S.S.R`: capitals of one or two letters parted by full stops."""
    return bool(re.fullmatch(r"(?:-?[^\W\d_]{1,2}\.)*-?[^\W\d_]", token)) and token[-1].isupper()


def _ends_at_number(text: str, at: int, token: str, word: str) -> bool:
    """`38. The Council` opens a paragraph; `am 3. Oktober` is an ordinal; `in resolution 5. The` ends a sentence."""
    before = text[:at].rstrip()
    opens = not before or (before[-1] in ".!?;:" and not _PAGE_NUMBER.search(before))
    return not opens and not (len(token) <= 2 and word.lower() in _MONTHS)
