"""Words that lead to a citation or point back to one, in several languages: "see also", Ibid., "supra note 4"."""

from __future__ import annotations

import re


def _either(*words: str) -> str:
    return "(?:" + "|".join(words) + ")"


_SEE_HOW = _either(
    *("also", r"e\.\s?g\.", "for example", "for instance", "inter alia", "further", "among others", "generally"),
    *("especially", r"esp\.", "in particular", "particularly", "too", "again", "now", "instead"),
)
_ENGLISH = (
    rf"(?:(?:but|and|also|or)\s+)?(?:see|compare|consult)(?:,?\s+{_SEE_HOW})*[,:]?",
    r"(?:but\s+)?(?:cf\.|cfr\.)(?:,?\s+(?:also|e\.g\.|aussi))?,?",
    r"(?:as )?(?:cited|quoted|discussed|reported) (?:in|by|from)",
    *("accord", "contra", "pace", r"e\.\s?g\.,?", r"for (?:example|instance),?"),
    *("also", "and", "with", "citing", "quoting", "in", "from", "by"),
)
_SIEHE_WIE = _either(
    *("auch", "dazu", "hierzu", "nur", "etwa", r"z\.\s?B\.", r"u\.\s?a\.", r"insb(?:es)?\.", r"a\.", "statt aller"),
    *("ferner", "bereits", "ausführlich"),
)
_GERMAN = (
    rf"(?:und\s+)?(?:vgl\.|vergleiche|siehe|s\.)(?:,?\s*{_SIEHE_WIE})*[,:]?",
    r"(?:so\s+(?:auch|etwa|bereits|schon)|ähnlich|ebenso|dazu|hierzu|ferner|sowie|und)(?:\s+auch)?:?",
    r"(?:zit(?:iert|\.)? (?:nach|bei|in)|nach)",
    r"i\.\s?a\.,?",
)
_FRENCH = (
    r"(?:et\s+)?(?:voir|v\.)(?:,?\s+(?:aussi|également|notamment|par exemple|p\.\s?ex\.|surtout|en particulier))*[,:]?",
    r"(?:notamment|cité (?:par|dans|in)|dans|et)\s*:?",
    r"p\.\s?ex\.,?",
)
_SPANISH = (
    r"(?:y\s+)?(?:véase|véanse|ver|vid\.|vide|veja-se|vedi|si veda)"
    r"(?:,?\s+(?:también|asimismo|además|entre otros|por ejemplo|anche|também|e\.g\.))*[,:]?",
    r"(?:citado (?:en|por)|por ejemplo|entre otros|y)\s*:?,?",
)
SIGNAL = re.compile(
    rf"^[^\w“\"‘'«„(\[]*{_either(*_ENGLISH, *_GERMAN, *_FRENCH, *_SPANISH)}(?:\s+|(?=[“\"‘«„]))", re.IGNORECASE
)

_NOTE = r"(?:foot)?(?:notes?|nn?\.?|fnn?\.?|anm\.?|anmerkung|fu(?:ß|ss)n(?:ote|\.)?|notas?)"
IBID = re.compile(
    r"^\W*(?P<word>ibid(?:em)?|ib[íi]dem|ibíd|ib\.|id\.|idem|ídem|loc\.?\s?cit|ivi|ebenda|ebda|ebd|a\.\s?a\.\s?O"
    r"|op\.?\s?cit|ob\.?\s?cit)(?!\w)\.?",
    re.IGNORECASE,
)
SAME_AUTHOR = re.compile(
    r"^\W*(?:id\.|idem|ders\.|dies\.|derselbe|dieselben?|ead\.|eadem|el mismo|le même)[,:]?\s+(?=\S)", re.IGNORECASE
)
OP_CIT = re.compile(
    r"\b(?:(?:op|ob|loc|art|œuv)\.?\s*cit|a\.\s?a\.\s?O|ouvr?\.\s?cit|(?:cit|préc)\.|précité|ibid)(?!\w)\.?",
    re.IGNORECASE,
)
NUMBERED = re.compile(rf"\b{_NOTE}\s*(?P<number>\d{{1,4}})\b", re.IGNORECASE)
BACK = re.compile(
    r"\b(?:supra|above|infra|earlier|oben|wie|ci-dessus|précitée?s?|arriba|cit|préc)\b"
    r"|\(\s*(?:n|nn|fn|note|fu(?:ß|ss)n|anm|wie|nota|supra|oben)\b",
    re.IGNORECASE,
)
_FORWARD = re.compile(r"\b(?:infra|below|unten|ci-dessous|abajo)\b", re.IGNORECASE)
_NOTHING_ELSE = re.compile(
    r"^\W*(?:(?:see|cf|vgl|voir|véase|and|text|accompanying|supra|above|at|p{1,2}|para|§)\b\W*)*$", re.IGNORECASE
)
SHORT_NAME = re.compile(
    r"[(\[]\s*(?:(?:herein)?after(?:\s+(?:referred to as|cited as|called))?|im folgenden|nachfolgend|künftig|ci-après"
    r"|en adelante|(?:the\s+)?(?=[“\"‘«„]))[\s:,]*(?:the\s+)?"
    r"[“\"‘'«„]?\s*(?P<name>[^\[\]()”\"»“]{2,70}?)[”\"’'»“]?\s*[)\]]",
    re.IGNORECASE,
)
_BEFORE_PAGES = (
    r"\b(?:at|pp?|pages?|paras?|paragraphs?|§+|ch(?:ap)?|chapters?|vol|no|esp|n|S|Rn|Rdnr|pág|págs|arts?|Art)\b\.?\s*"
)
LOCATOR = re.compile(
    rf"(?:[\s,;:.(]+(?:{_BEFORE_PAGES})?(?:\d+[a-z]?|[ivxlc]{{2,}})(?:\s*[-–—]\s*(?:\d+|[ivxlc]+))?f{{0,2}}"
    r"|[\s,(]+(?:passim|emphasis added|et passim|ff|f|et s(?:eq|uiv)?))+[\s.)]*$"
)


def forward(words: str) -> bool:
    """Whether they point to a later note."""
    return bool(_FORWARD.search(words))


def is_pointer_alone(before: str) -> bool:
    """Whether nothing but signals stands before "note 12"."""
    return bool(_NOTHING_ELSE.match(before))
