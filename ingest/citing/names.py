"""A printed row of names, in parts: "Anderson, Mary B. and Marshall Wallace" → Anderson, Mary B.; Wallace, Marshall."""

from __future__ import annotations

import re

from corpus.records import Name

PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "le",
        "la",
        "ter",
        "ten",
        "zu",
        "al",
        "el",
        "bin",
        "ibn",
        "mac",
        "abu",
        "st",
    ]
)

_BODY = re.compile(
    r"\b(agency|assembly|association|bank|board|bureau|cent(?:er|re)|coalition|college|commission|commissioner|committee"
    r"|conference|congress|consortium|convention|council|court|department|division|federation|forum|foundation|fund"
    r"|government|group|initiative|institut\w*|international|league|ministry|mission|nations|network|office|organi[sz]ation"
    r"|panel|parliament|party|programme|program|project|republic|secretariat|secretary-general|senate|service|society"
    r"|trust|tribunal|un|undp|unicef|unesco|unhcr|unsc|nato|oecd|ocha|union|university|watch|world|bundesamt"
    r"|ministerium|conseil|comité|ministère|oficina|comisión)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\(\s*(?:eds?|editors?|hrsg|hg|coords?|dirs?|comps?|trans)\b\.?[^)]*\)"
    r"|\b(?:edited|translated|compiled)\s+(?:and\s+\w+\s+)?by\b|\b(?:eds?|hrsg|hg|coords?|trans)\.(?=\W|$)"
    r"|,?\s*\b(?:eds|ed|editors?|translators?)\b\.?\s*\W*$",
    re.IGNORECASE,
)
_ET_AL = re.compile(r",?\s*(?:\b(?:and|&)\s+)?\b(?:et\s+al\b\.?|u\.\s?a\.|and others\b)|\(et al\.?\)", re.IGNORECASE)
_LEAD = re.compile(r"^\W*(?:in|see|by|with|from|und|and)\b[:\s]+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*)?(?:\s(?:and|und|et|y|e)\s|&)\s*", re.IGNORECASE)
_SLASH = re.compile(r"\s/\s|(?<=[.\w])/\s?(?=[A-ZÀ-Þ])")
_GIVEN_IN_BRACKETS = re.compile(r"\s*\(((?:[A-ZÀ-Þ]\w?\.[\s-]?)+|[A-ZÀ-Þ][\w-]+)\)")
_INITIALS = re.compile(
    r"^(?:[A-ZÀ-ÞŁŠŽČ][a-z]?\.[\s-]*)+$|^(?:[A-ZÀ-ÞŁŠŽČ][\s-]?){1,5}$|^(?:[A-ZÀ-ÞŁŠŽČ]\.?[\s-]*){1,4}$"
)
_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV)\.?$")
_TRAILING = re.compile(r"^(?P<family>.+?)\s+(?P<given>[A-ZÀ-Þ](?:[A-ZÀ-Þ]{0,4}|[a-z]?\.(?:[\s-]?[A-ZÀ-Þ]\.?)*))$")


def names(text: str) -> tuple[Name, ...]:
    """The persons or the body that a row of names holds, in its order; "et al." and roles are left out."""
    row = _LEAD.sub("", _ROLE.sub(" ", _ET_AL.sub("", " ".join(text.split())))).strip(" ,;:/–—-[]")
    row = re.sub(r"\s+\(\s*\)|\s*\(\s*$", "", row).strip(" ,;:")
    if not re.search(r"[^\W\d_]", row):
        return ()
    if _is_body(row):
        return (Name(_balanced(row)),)
    if ";" in row or _SLASH.search(row):
        return tuple(name for part in re.split(r"[;/]", row) for name in names(part))
    row = _GIVEN_IN_BRACKETS.sub(r", \1", row)
    chunks = [chunk.strip(" ,:") for part in _AND.split(row) for chunk in part.split(",")]
    return tuple(_walk([chunk for chunk in chunks if re.search(r"\w", chunk)]))


def _is_body(row: str) -> bool:
    return bool(_BODY.search(row)) and not re.match(r"^[\w'’-]+,\s+(?:\w\.|\w+$|\w+,)", row)


def _balanced(body: str) -> str:
    """A body's name with its acronym's brackets, and without those that only open."""
    body = body.strip(" .,;:[]")
    return body + ")" if body.count("(") > body.count(")") else body.lstrip(")")


def _initials(chunk: str) -> bool:
    return bool(_INITIALS.match(chunk))


def _words(chunk: str) -> int:
    return sum(word.lower() not in PARTICLES for word in chunk.split())


def _walk(chunks: list[str]) -> list[Name]:
    found: list[Name] = []
    at = 0
    while at < len(chunks):
        chunk, following = chunks[at], chunks[at + 1] if at + 1 < len(chunks) else ""
        if _SUFFIX.match(chunk) and found:
            found[-1] = Name(found[-1].family, f"{found[-1].given}, {chunk}".strip(", "))
            at += 1
        elif following and _takes(chunk, following, first=not found):
            found.append(Name(_family(chunk, following), _given(following)))
            at += 2
        else:
            found.append(natural(chunk))
            at += 1
    return [name for name in found if name.family]


def _takes(chunk: str, following: str, first: bool) -> bool:
    """Whether `chunk` is a family name and the next chunk its given names."""
    if _initials(chunk) or _TRAILING.match(chunk.rstrip(".")) or _SUFFIX.match(following):
        return False
    if _initials(following):
        return True
    if _words(chunk) <= 1:
        return not (_words(following) > 1 and _words(chunk) == 0)
    return first and _words(following) == 1 and not re.match(r"^\w\.", chunk)


def _family(text: str, given: str = "") -> str:
    """A family name; one set in capitals is set as others are, an acronym is left alone."""
    text = text.strip(' .,:;()[]"“”')
    return text.title() if given and text.isupper() and len(text) > 3 else text


def _given(text: str) -> str:
    text = text.strip(" ,:;()[]")
    return text if re.search(r"(?:^|[\s.-])\w\.$", text) else text.rstrip(".")


def natural(chunk: str) -> Name:
    """A name in its natural order, or with initials behind: "W. E. Howard", "Paul van Tongeren", "Xu LK"."""
    behind = _TRAILING.match(re.sub(r"(?<=[A-ZÀ-Þ]{2})\.$", "", chunk.strip()))
    if behind and not _initials(behind["family"]):
        return Name(_family(behind["family"], behind["given"]), behind["given"])
    words = chunk.split()
    cut = len(words) - 1
    while (
        cut > 1
        and words[cut - 1].lower() in PARTICLES
        and (words[cut - 1].islower() or words[cut - 1] in {"Van", "Mac", "De", "Von"})
    ):
        cut -= 1
    if cut == 1 and words[0].lower() in PARTICLES:
        cut = 0
    return Name(_family(" ".join(words[cut:]), " ".join(words[:cut])), _given(" ".join(words[:cut])))
