"""What an editor asks, in a form, a command or a row of a file, worked out against what the library holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args

from corpus.corrections import Correction, Place, Statement, anchor_at, find, statement_id
from corpus.documents import now
from corpus.errors import BadCorrection, NotHeld, QuoteNotFound
from corpus.library import Library
from corpus.records import Agency, Document, Effect, Held, Passage, PassageCoding, Phase, Stance, StrategyUse, Verdict

if TYPE_CHECKING:
    from ontology.terms import Ontology

Asked: TypeAlias = Literal["accept", "reject", "edit", "add"]
VERDICTS: dict[str, Verdict] = {"accept": "accepted", "reject": "rejected", "edit": "edited", "add": "added"}
VERDICTS |= {verdict: verdict for verdict in get_args(Verdict)}
LISTS = ("agency", "factors", "countries", "regions")
NONE = "none"  # in a form or a cell, where an empty one means: as it is


@dataclass(frozen=True, slots=True)
class Request:
    """`statement` is an address; without it `passage` or `document`, `strategy` and `quote` say which is meant.

    What is left out stays as it is. `to_strategy` and `to_quote` take the place of the statement's own.
    """

    verdict: str
    statement: str = ""
    document: str = ""
    passage: str = ""
    strategy: str = ""
    quote: str = ""
    to_strategy: str | None = None
    to_quote: str | None = None
    stance: str | None = None
    agency: tuple[str, ...] | None = None
    effect: str | None = None
    phase: str | None = None  # "none" where it has none
    factors: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    by: str = ""
    at: str = ""
    note: str = ""

    @classmethod
    def of(cls, given: dict[str, Any], by: str = "owner") -> Request:
        """From a form, a row or an object; lists may be written with commas or spaces. Raises BadCorrection."""
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(given) - known):
            raise BadCorrection(f"A correction has no {', '.join(unknown)}. It has {', '.join(sorted(known))}.")
        given = {**given, "phase": given["phase"] or NONE} if "phase" in given else given
        values = {name: _value(name, value) for name, value in given.items() if value is not None}
        return cls(**{"verdict": "", **values, "by": values.get("by") or by})


def worked_out(library: Library, ontology: Ontology, asked: Request) -> Correction:
    """The correction that is asked. Raises BadCorrection, NotHeld, QuoteNotFound."""
    verdict = VERDICTS.get(asked.verdict)
    if verdict is None:
        raise BadCorrection(f"A verdict is accept, reject, edit or add, not “{asked.verdict}”.")
    held, at, use, said = _meant(library, asked)
    standing, before = _statement(use, said) if use else None, _told_before(library, use)
    says: Statement | None = _said(asked, at, standing, ontology)
    about = before.about if before else standing
    if verdict == "rejected":
        about, says = about or standing or says, None
    elif says and about is None and not before and verdict != "added":
        # What this library's coder does not say, another's did: the correction holds should this one come to say it.
        about = replace(says, strategy=asked.strategy, quote=_find(held.document, asked.quote, at.passage).quote)
    start, end = at.passage.start + at.start, at.passage.start + at.end
    return Correction(
        held.document.id,
        verdict,
        anchor_at(held.document, start, end),
        asked.by or "owner",
        asked.at or now(),
        about,
        says,
        asked.note,
        before.confidence if before else use.confidence if use else None,
        before.coder if before else _coder(library, held) if use else "",
    )


# ---------------------------------------------------------------- which statement is meant


def _meant(library: Library, asked: Request) -> tuple[Held, Place, StrategyUse | None, PassageCoding]:
    """The document, where the words stand that will hold, and the statement that is there, if one is."""
    held, passage = _where(library, asked)
    said = _coding_of(library, held, passage) if passage else PassageCoding("")
    if asked.statement:
        use = next((use for use in said.uses if statement_id(said.passage, use) == asked.statement), None)
        if use is None or passage is None:
            raise NotHeld(f"There is no statement {asked.statement} now. Look at its passage again.")
    else:
        passage, said, use = _by_words(library, held, passage, asked)
    at = Place(passage, use.start, use.end) if use else _find(held.document, asked.quote, passage)
    if asked.to_quote and asked.to_quote != at.quote:
        at = _find(held.document, asked.to_quote, passage)
    return held, at, use, said


def _where(library: Library, asked: Request) -> tuple[Held, Passage | None]:
    id = asked.statement.rpartition("~")[0] if asked.statement else asked.passage
    if id:
        found = library.passage(library.redirect(id) or id)
        if found is None:
            raise NotHeld(f"The library holds no passage {id}.")
        return found
    held = library.held(library.redirect(asked.document) or asked.document)
    if held is None:
        raise NotHeld(f"The library holds no document {asked.document or 'without a name'}.")
    return held, None


def _by_words(
    library: Library, held: Held, passage: Passage | None, asked: Request
) -> tuple[Passage, PassageCoding, StrategyUse | None]:
    """The passage that holds the quote, and its statement of this strategy that rests on these words."""
    if not asked.strategy or not asked.quote:
        raise BadCorrection("Say which statement: by its address, or by passage or document, strategy and quote.")
    at = _find(held.document, asked.quote, passage)
    said = _coding_of(library, held, at.passage)
    near = [use for use in said.uses if use.strategy == asked.strategy and at.overlaps(use)]
    fit = [use for use in near if asked.countries is None or set(use.countries) == set(asked.countries)]
    return at.passage, said, next(iter(fit or near), None)


def _find(document: Document, quote: str, passage: Passage | None) -> Place:
    within = replace(document, passages=(passage,)) if passage else document
    if found := find(within, quote):
        return found
    raise QuoteNotFound(f"“{quote}” stands in no passage of {passage.id if passage else document.id}.")


def _coding_of(library: Library, held: Held, passage: Passage) -> PassageCoding:
    coded = library.coding(held.document.id)
    found = (said for said in coded.coding.passages if said.passage == passage.id) if coded else iter(())
    return next(found, PassageCoding(passage.id))


def _told_before(library: Library, use: StrategyUse | None) -> Correction | None:
    if use is None or use.editor is None:
        return None
    number = use.editor.correction
    return next((kept.correction for kept in library.corrections() if kept.correction.number == number), None)


def _coder(library: Library, held: Held) -> str:
    coded = library.coding(held.document.id)
    return coded.coding.coder if coded else ""


# ---------------------------------------------------------------- what will hold


def _statement(use: StrategyUse, said: PassageCoding) -> Statement:
    return Statement(
        use.strategy,
        use.stance,
        use.quote,
        use.agency,
        use.effect,
        use.phase,
        use.factors,
        use.countries,
        use.regions,
        tuple(said.actors[index].actor for index in use.actors),
    )


def _said(asked: Request, at: Place, standing: Statement | None, ontology: Ontology) -> Statement:
    base = standing or Statement(asked.strategy, "done", at.quote)
    phase = base.phase if asked.phase is None else None if asked.phase == NONE else asked.phase or base.phase
    says = replace(
        base,
        strategy=asked.to_strategy or base.strategy,
        stance=cast(Stance, asked.stance or base.stance),
        quote=at.quote,
        agency=base.agency if asked.agency is None else tuple(sorted(cast(Sequence[Agency], asked.agency))),
        effect=cast(Effect, asked.effect or base.effect),
        phase=cast(Phase | None, phase),
        factors=base.factors if asked.factors is None else asked.factors,
        countries=base.countries if asked.countries is None else tuple(sorted(asked.countries)),
        regions=base.regions if asked.regions is None else asked.regions,
    )
    _check(says, ontology)
    return says


def _check(says: Statement, ontology: Ontology) -> None:
    """Raises BadCorrection, naming what the ontology in force does not know."""
    _known("strategy", [says.strategy], ontology.strategies)
    _known("stance", [says.stance], ontology.stances)
    _known("agency", says.agency, ontology.agencies)
    _known("effect", [says.effect], ontology.effects)
    _known("phase", [says.phase] if says.phase else [], ontology.phases)
    _known("factor", says.factors, ontology.factors)
    _known("country (ISO 3166-1 alpha-3)", says.countries, ontology.countries)
    _known("region", says.regions, ontology.regions)


def _known(what: str, given: Sequence[str], known: Iterable[str]) -> None:
    names = set(known)
    if strange := [one for one in given if one not in names]:
        choice = f" It knows {', '.join(sorted(names))}." if len(names) < 12 else ""
        raise BadCorrection(f"The ontology in force knows no {what} “{strange[0]}”.{choice}")


def _value(name: str, value: Any) -> Any:
    if name not in LISTS:
        return str(value).strip()
    parts = value if isinstance(value, list | tuple) else str(value).replace(";", ",").replace(",", " ").split()
    return tuple(str(part) for part in parts if part != NONE)
