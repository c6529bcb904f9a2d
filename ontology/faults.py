"""The rules of a sound vocabulary, one function each: it yields the faults it finds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from ontology.terms import LABELS
from ontology.turtle import DCTERMS, OWL, SKOS
from ontology.vocabulary import COMMON, IDENTIFIER, LANGUAGES, LONGEST_LABEL, OURS, Fault, Vocabulary, codebook_terms

# ---------------------------------------------------------------- errors


def nothing_declared(file: Vocabulary) -> Iterator[Fault]:
    owl = [OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty")]
    if not file.schemes and not any(file.said.a(kind) for kind in owl):
        what = "The file declares no concept scheme and no class, so importing it would change nothing."
        mend = "Keep the line “concept:strategies a skos:ConceptScheme …” of the file you copied, with all its terms."
        yield Fault(None, what, mend, None)


def misspelt_property(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        for predicate in file.said.of(term):
            for namespace, names in OURS.items():
                if predicate.startswith(namespace) and (name := predicate.removeprefix(namespace)) not in names:
                    near = get_close_matches(name, names, n=1)
                    mend = f"Write {near[0]}." if near else f"Use one of: {', '.join(sorted(names))}."
                    yield file.fault(term, f"It has a property “{name}” that does not exist.", mend)


def no_english_name(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        if not file.said.text(term, LABELS[0], "en"):
            yield file.fault(term, "It has no name in English.", 'Add skos:prefLabel "…"@en.')


def two_names_in_a_language(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        tags = Counter(value[1] for value in file.said.values(term, LABELS[0]) if isinstance(value, tuple))
        for tag in (tag for tag, count in tags.items() if count > 1):
            mend = "Keep one as skos:prefLabel and make the other a skos:altLabel."
            yield file.fault(term, f"It has {tags[tag]} names (skos:prefLabel) in the language “{tag}”.", mend)


def no_definition(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        if not file.said.text(term, SKOS + "definition", "en"):
            yield file.fault(term, "It has no definition in English.", 'Add skos:definition "…"@en, one sentence.')


def no_notation(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        if not file.said.text(term, SKOS + "notation"):
            yield file.fault(term, "It has no identifier.", f'Add skos:notation "{file.id(term)}".')


def notation_is_not_an_identifier(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        for notation in file.said.texts(term, SKOS + "notation"):
            if not IDENTIFIER.fullmatch(notation):
                mend = "Use small letters, digits and single hyphens, beginning with a letter: early-warning."
                yield file.fault(term, f"“{notation}” is no identifier.", mend)


def same_notation(file: Vocabulary) -> Iterator[Fault]:
    bearers = defaultdict(list)
    for term in file.concepts:
        bearers[file.id(term)].append(term)
    for notation, terms in bearers.items():
        for term in terms[1:]:
            yield file.fault(term, f"Another term has the identifier “{notation}” too.", "Give each its own.")


def in_no_scheme(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        schemes = file.said.terms(term, SKOS + "inScheme")
        if not file.schemes.intersection(schemes):
            mend = "Add skos:inScheme concept:strategies (or the scheme it belongs to, which the file must hold)."
            yield file.fault(term, "It belongs to no concept scheme of this file.", mend)


def nothing_broader(file: Vocabulary) -> Iterator[Fault]:
    for term in file.strategies:
        if not file.said.terms(term, SKOS + "broader") and not file.said.terms(term, SKOS + "topConceptOf"):
            mend = "Add skos:broader with one of concept:prevent, protect, make-peace, recover, support, or a strategy."
            yield file.fault(term, "It stands under no broader term.", mend)


def unknown_broader(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        for parent in file.said.terms(term, SKOS + "broader"):
            if not file.known(parent):
                near = get_close_matches(file.id(parent), [file.id(other) for other in file.concepts], n=1)
                mend = f"Did you mean concept:{near[0]}?" if near else "Add that term, or name another."
                yield file.fault(term, f"Its broader term “{file.id(parent)}” does not exist.", mend)


def broader_in_a_circle(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        ring, seen = set(file.said.terms(term, SKOS + "broader")), set[str]()
        while ring - seen and term not in ring:
            seen |= ring
            ring = {higher for parent in ring for higher in file.said.terms(parent, SKOS + "broader")}
        if term in ring:
            yield file.fault(term, "It is broader than itself, going round in a circle.", "Remove one skos:broader.")


def no_language(file: Vocabulary) -> Iterator[Fault]:
    for term, words, tag in file.labels:
        if not tag:
            yield file.fault(term, f"The label “{words}” says no language.", f'Write "{words}"@en.')


def unknown_language(file: Vocabulary) -> Iterator[Fault]:
    for term, words, tag in file.labels:
        if tag and tag.split("-")[0] not in LANGUAGES:
            mend = "Use a code of two letters: en, fr, es, ar, sw."
            yield file.fault(term, f"The label “{words}” has the unknown language “{tag}”.", mend)


def same_name(file: Vocabulary) -> Iterator[Fault]:
    names = defaultdict(list)
    for term in file.strategies:
        for value in file.said.values(term, LABELS[0]):
            if isinstance(value, tuple):
                names[value[0].casefold(), value[1]].append(term)
    for (name, tag), terms in names.items():
        for term in terms[1:]:
            what = f"“{name}”@{tag} is the name of {file.id(terms[0])} too."
            yield file.fault(term, what, "Two terms cannot share a name: choose another, or merge them.")


def gap_at_the_edge(file: Vocabulary) -> Iterator[Fault]:
    for term, words, _ in file.labels:
        tokens = words.split()
        if not tokens or tokens[0] == "*" or tokens[-1] == "*":
            yield file.fault(
                term, f"The label “{words}” begins or ends with a gap, or is empty.", "Begin and end with words."
            )


def unknown_replacement(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        deprecated = file.said.text(term, OWL + "deprecated") == "true"
        heirs = file.said.terms(term, DCTERMS + "isReplacedBy")
        if deprecated and not any(file.known(heir) for heir in heirs):
            mend = "Add dcterms:isReplacedBy with a term that stays, so that its statements have somewhere to go."
            yield file.fault(term, "It is deprecated and nothing replaces it.", mend)


def codebook_term_gone(file: Vocabulary) -> Iterator[Fault]:
    for term, (id, scheme) in codebook_terms().items():
        if scheme not in file.schemes:
            continue
        mend = "Put it back; its names and labels may change, its identifier may not go."
        if term not in file.concepts:
            yield Fault(id, f"The codebook's identifier “{id}” is gone.", mend, None)
        elif file.id(term) != id or file.said.text(term, OWL + "deprecated") == "true":
            yield file.fault(term, f"The codebook's identifier “{id}” was changed or deprecated.", mend)


# ---------------------------------------------------------------- warnings


def shared_label(file: Vocabulary) -> Iterator[Fault]:
    bearers: dict[tuple[str, str], list[str]] = defaultdict(list)
    strategies = set(file.strategies)
    for term, words, tag in file.labels:
        if term in strategies and term not in bearers[words.casefold(), tag]:
            bearers[words.casefold(), tag].append(term)
    for (words, _), terms in bearers.items():
        if len(terms) > 1:
            others = ", ".join(file.id(other) for other in terms[:-1])
            what = f"The label “{words}” also belongs to {others}: a text that says it is coded as each."
            yield file.fault(terms[-1], what, "Keep it with the one it means, unless it means both.")


def too_general(file: Vocabulary) -> Iterator[Fault]:
    for term, words, tag in file.labels:
        tokens = [token for token in words.casefold().split() if token != "*"]
        short = len(tokens) == 1 and len(tokens[0]) < 4 and not words.isupper()
        if (
            tag in ("", "en")
            and SKOS + "broader" in file.said.of(term)
            and (short or all(token in COMMON for token in tokens))
        ):
            mend = "Add a word that tells it apart, or make it a c:cue."
            yield file.fault(term, f"The label “{words}” is so general that it would be found everywhere.", mend)


def too_long(file: Vocabulary) -> Iterator[Fault]:
    for term, words, _ in file.labels:
        if len(words.split()) > LONGEST_LABEL:
            mend = "Keep the few words that matter; a lone * may stand for up to three in between."
            yield file.fault(term, f"The label “{words}” is so long that hardly any text will say it.", mend)


def term_gone(file: Vocabulary) -> Iterator[Fault]:
    for term in file.in_force.a(SKOS + "Concept"):
        gone = term not in file.concepts and not file.schemes.isdisjoint(file.in_force.terms(term, SKOS + "inScheme"))
        if gone and term not in codebook_terms():
            mend = "If statements use it, keep it with owl:deprecated true and dcterms:isReplacedBy."
            yield Fault(file.id(term), f"The term “{file.id(term)}”, now in force, is missing.", mend, None)


def address_differs_from_notation(file: Vocabulary) -> Iterator[Fault]:
    for term in file.concepts:
        if file.said.text(term, SKOS + "notation") and file.id(term) != re.split(r"[#/]", term)[-1]:
            mend = f"Write concept:{file.id(term)}, so that the address and the identifier agree."
            yield file.fault(term, f"Its address ends in “{re.split(r'[#/]', term)[-1]}”.", mend)
