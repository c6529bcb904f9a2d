"""A reference string as tokens, and what a token shows of the field it belongs to.

Training and parsing share this module, so that a model always sees what it was trained on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

# Printed references run fields together ("19(5):644", "1996,Nomos"); addresses must stay whole.
_ADDRESS = re.compile(r"(?:https?:|www\.|doi:?|10\.\d{4})", re.IGNORECASE)
_WITHIN = re.compile(r"(?<=[,;:)\]])(?=[\w“\"‘(\[])|(?<=\w)(?=[(\[])")
_EDGE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_YEAR = re.compile(r"^(1[4-9]|20)\d\d[a-z]?$")
_RANGE = re.compile(r"^\w?\d+\s?[-–—−]+\s?\w?\d+$")
_ROMAN = re.compile(r"^[ivxlcdm]+$")
_SHAPES = ((re.compile(r"[A-ZÀ-ÖØ-Þ]+"), "A"), (re.compile(r"[a-zß-öø-ÿ]+"), "a"), (re.compile(r"\d+"), "0"))

_CUES: dict[str, str] = {}


def _cue(name: str, words: str) -> None:
    for word in words.split():
        _CUES[word] = name


_cue(
    "month", "january february march april may june july august september october november december jan feb mar apr jun"
)
_cue("month", "jul aug sep sept oct nov dec spring summer autumn fall winter januar februar märz mai juni juli oktober")
_cue(
    "month",
    "dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo",
)
_cue("month", "abril mayo junio julio agosto septiembre octubre noviembre diciembre")
_cue("editor", "ed eds edited editor editors hrsg hg herausgegeben édité dir coord coords comp redaktion")
_cue("translator", "trans translated translator übers übersetzt traduit trad")
_cue("volume", "vol vols volume volumes jg jahrgang bd band tome tomo")
_cue("issue", "no nr nos issue number heft h núm num n° nº iss")
_cue("pages", "p pp pages page s pág págs seiten")
_cue("edition", "edition edn aufl auflage édition edición rev revised")
_cue(
    "journal", "journal review quarterly revue zeitschrift annals bulletin transactions letters magazine archiv revista"
)
_cue("journal", "cahiers jahrbuch yearbook studies politics times news newspaper gazette j rev")
_cue("publisher", "press publishers publisher publishing verlag university books presses éditions editions editorial")
_cue("publisher", "routledge sage springer wiley blackwell elsevier macmillan palgrave brill nomos ashgate rienner")
_cue("body", "institute institut ministry commission committee council bank organization organisation united nations")
_cue(
    "body", "office department agency centre center international group government union secretariat programme program"
)
_cue("genre", "thesis dissertation diss phd ma msc paper papers report working discussion unpublished manuscript mimeo")
_cue("genre", "proceedings conference symposium presented workshop meeting briefing policy brief")
_cue("access", "retrieved available accessed access online cited visited from download abgerufen consulté")
_cue("link", "and und et y & e")
_cue("in", "in")
_cue(
    "place",
    "london paris berlin york oxford cambridge chicago boston washington geneva genève brussels bruxelles amsterdam",
)
_cue(
    "place",
    "vienna wien rome roma madrid barcelona lisbon stockholm copenhagen oslo helsinki leiden hague haag dordrecht",
)
_cue(
    "place",
    "princeton ithaca boulder baltimore philadelphia berkeley stanford durham bloomington minneapolis aldershot",
)
_cue(
    "place",
    "basingstoke houndmills thousand oaks newbury cheltenham farnham manchester edinburgh dublin toronto montreal",
)
_cue(
    "place",
    "ottawa sydney melbourne canberra tokyo beijing singapore delhi nairobi kampala johannesburg pretoria cape accra",
)
_cue("place", "lagos dakar khartoum juba kigali bujumbura kinshasa beirut cairo jerusalem bogotá bogota lima mexico")
_cue(
    "place",
    "frankfurt münchen munich köln cologne hamburg wiesbaden opladen stuttgart bonn tübingen göttingen leipzig zürich",
)
_cue(
    "place",
    "zurich bern basel milano milan torino napoli firenze bologna moscow warsaw prague budapest zagreb belgrade",
)
_cue(
    "place",
    "usa uk england france germany italy spain canada australia india kenya uganda rwanda sudan colombia ma ny dc nj",
)
_cue("place", "ca pa md il va nc mn")
_cue("particle", "van von de der den del della di da dos du le la ter al el bin ibn")


@lru_cache(maxsize=1)
def given_names() -> tuple[str, ...]:
    """Common given names of many languages: facts, listed by us."""
    return tuple((Path(__file__).parent / "data" / "given_names.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset(name.lower() for name in given_names())


def is_place(words: str) -> bool:
    """Whether the last of these words is a place where books are published."""
    last = re.findall(r"\w+", words.lower())[-1:]
    return bool(last) and _CUES.get(last[0]) == "place"


def cue_of(word: str) -> str:
    """Of which field a small word is a sign ("press" of a publisher); empty where of none."""
    return _CUES.get(word, "")


def is_given_name(word: str) -> bool:
    return word.lower() in _given()


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    return (word,) if _ADDRESS.search(word) else tuple(_WITHIN.split(word))


def tokens(raw: str) -> list[str]:
    """The words of a reference with their punctuation; joined by spaces they hold every character but white space."""
    return [piece for word in raw.split() for piece in _pieces(word) if piece]


def _number(core: str) -> str:
    if _YEAR.match(core):
        return "year"
    if _RANGE.match(core):
        return "range"
    if core.isdigit():
        return f"digits{min(len(core), 5)}"
    if any(character.isdigit() for character in core):
        return "mixed"
    return "roman" if _ROMAN.match(core.lower()) else ""


def _shape(core: str) -> str:
    for pattern, sign in _SHAPES:
        core = pattern.sub(sign, core)
    return core[:6]


@lru_cache(maxsize=50_000)
def _seen(token: str) -> tuple[tuple[str, ...], ...]:
    """What a token shows of itself, and to the token before, after, two before, two after and three before it."""
    before, core, after = _EDGE.match(token).groups()  # type: ignore[union-attr]
    low = core.lower()
    cue = _CUES.get(low, "")
    kind = _number(core) or cue or ("given" if core[:1].isupper() and low in _given() else _shape(core))
    own = (
        "w=" + re.sub(r"\d", "0", low),
        "k=" + kind,
        "s=" + _shape(core),
        "b=" + before,
        "a=" + after,
        "p3=" + low[:3],
        "x2=" + low[-2:],
        "x3=" + low[-3:],
        "l=" + str(min(len(core), 8)),
        "ka=" + kind + after,
        "c=" + cue,
        "url" if _ADDRESS.search(token) else "-",
    )
    near = ("w=" + low, "k=" + kind, "b=" + before, "a=" + after)
    far = ("k=" + kind, "a=" + after)
    third = ("k=" + kind,)
    return (
        own,
        tuple("+" + sign for sign in near),  # to the token before
        tuple("-" + sign for sign in near),  # to the token after
        tuple("++" + sign for sign in far),
        tuple("--" + sign for sign in far),
        tuple("+++" + sign for sign in third),
    )


_CLOSERS = {"“": "”“", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "'": "'"}


def _quoted(words: Sequence[str]) -> list[str]:
    """For each token whether it stands before, in or behind quotation marks, and in brackets: titles and years do."""
    states, closers, closed, bracket = [], "", False, False
    for word in words:
        closers = closers or _CLOSERS.get(word.lstrip("([")[:1], "")
        bracket = bracket or "(" in word or "[" in word
        states.append(f"q{bool(closers):d}{closed:d}{bracket:d}")
        if closers and _closes(word, closers):
            closers, closed = "", True
        if ")" in word or "]" in word:
            bracket = False
    return states


def _closes(word: str, closers: str) -> bool:
    end = word.rstrip(".,;:?!)]")
    return end[-1:] in closers and (len(end) > 1 or word[:1] == "»")


_ENDS = re.compile(r"[.,;:?!)\]”»\"]$")


def _phrases(words: Sequence[str], kinds: Sequence[str]) -> list[tuple[str, ...]]:
    """For each token what its phrase and the phrases about it show: a journal stands before volume and pages."""
    bounds = [0]
    for index, word in enumerate(words[:-1], 1):
        short = len(word.strip("().,")) <= 2 and word.endswith(".")  # initials and "J." end no phrase
        if _ENDS.search(word) and not short:
            bounds.append(index)
    starts = [kinds[bound] for bound in bounds]
    marks = [words[bound - 1][-1] if bound else "^" for bound in [*bounds, len(words)]]
    rows: list[tuple[str, ...]] = []
    for at, bound in enumerate(bounds):
        end = bounds[at + 1] if at + 1 < len(bounds) else len(words)
        after = starts[at + 1] if at + 1 < len(starts) else "$"
        second = starts[at + 2] if at + 2 < len(starts) else "$"
        before = starts[at - 1] if at else "^"
        length = min((end - bound + 1) // 2, 5)
        row = (
            f"f={starts[at]}", f"n={after}{marks[at + 1]}", f"nn={after}|{second}", f"pb={before}{marks[at]}",
            f"len={length}", f"ln={length}{after}", f"ph={min(at, 6)}", f"pl={min(len(bounds) - at, 4)}",
        )  # fmt: skip
        rows += [row] * (end - bound)
    return rows


_EDGES = ("^",)


def features(words: Sequence[str]) -> list[list[str]]:
    """One list of signs per token, for the CRF."""
    seen = [_seen(word) for word in words]
    states, phrases = _quoted(words), _phrases(words, [own[0][1][2:] for own in seen])
    dated = False
    rows = []
    last = len(words) - 1
    for index, own in enumerate(seen):
        row = [
            *own[0],
            *phrases[index],
            states[index],
            f"at={min(index, 3)}",
            f"rel={index * 8 // (last + 1)}",
            f"y{dated:d}",
        ]
        row += seen[index - 1][2] if index else _EDGES
        row += seen[index + 1][1] if index < last else ("$",)
        if index > 1:
            row += seen[index - 2][4]
        if index < last - 1:
            row += seen[index + 2][3]
        if index < last - 2:
            row += seen[index + 3][5]
        rows.append(row)
        dated = dated or own[0][1] == "k=year"
    return rows
