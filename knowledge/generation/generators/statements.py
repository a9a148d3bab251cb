"""Questions on what the text says of a key term: true or false, and the missing term."""

from __future__ import annotations

import random
from collections.abc import Iterator

from knowledge.course import ClozeItem, TrueFalseItem
from knowledge.generation.edits import EDITS, Edit, Surroundings, article_of
from knowledge.generation.generated import Generated, generated
from knowledge.generation.generators.terms import (
    FEWEST_OPTIONS,
    choice,
    concepts,
    explained,
    mixed_up,
)
from knowledge.generation.material import Material, SectionMaterial
from knowledge.generation.siblings import drawn
from knowledge.generation.statements import Statement
from knowledge.generation.words import capital, kin, mixed

_FALSE = 0.5
_BLANK = "{{1}}"
_LINE = "\\_\\_\\_\\_"


def true_false(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """Statements that can be made false, as they stand or made so."""
    for statement, edit in _judged(material, section, rng):
        if edit is not None:
            yield _true_false(section, statement, edit, false=rng.random() < _FALSE)


def true_definitions(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """The others, where they say what a term is: always true, so they are a last resort."""
    for statement, edit in _judged(material, section, rng):
        if edit is None and statement.defines and statement.unique:
            yield _true_false(section, statement, None, false=False)


def _judged(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[tuple[Statement, Edit | None]]:
    """Statements that are true or false, each with the edit that tests most."""
    articles = _articles(section)
    names = tuple(material.of_unit.get(section.unit, ()))
    for statement in mixed(section.about_terms, rng):
        if statement.clear and not _says_itself(statement, section):
            others = drawn(material.siblings(statement.fact), rng, most=4)
            around = Surroundings(section.language, tuple(others), articles, names)
            yield (
                statement,
                next((e for make in EDITS if (e := make(statement, around, rng))), None),
            )


def _says_itself(statement: Statement, section: SectionMaterial) -> bool:
    """“Test tubes are tubes …”; after a comma it may be set against something else."""
    said = section.stems(statement.rest.lstrip(",").partition(",")[0])
    return bool(kin(statement.fact.name_stems, said))


def _true_false(
    section: SectionMaterial, statement: Statement, edit: Edit | None, *, false: bool
) -> Generated:
    assert edit is not None or not false, "a statement is false by an edit"
    instead = edit.instead if edit and false else None
    return generated(
        TrueFalseItem,
        section.section,
        evidence=statement.sentence,
        source="contrast" if edit and edit.instead else "statement",
        about=statement.fact.name,
        question=edit.text if edit and false else statement.text,
        answer=not false,
        misconception=mixed_up(instead, statement.fact, section.language) if instead else "",
        explanation=statement.text,
        concepts=concepts(section, statement.fact),
    )


def cloze(material: Material, section: SectionMaterial, rng: random.Random) -> Iterator[Generated]:
    """The sentence that says what a term is, with a blank for the term."""
    for statement in mixed(section.about_terms, rng):
        if statement.defines and statement.unique:
            fact = statement.fact
            lead = section.language.before_blank(statement.lead)
            yield generated(
                ClozeItem,
                section.section,
                evidence=statement.sentence,
                source="statement",
                about=fact.name,
                question=capital(f"{lead}{_BLANK}{statement.rest}"),
                blanks=(tuple(dict.fromkeys((statement.name, *fact.names))),),
                explanation=explained(fact),
                concepts=concepts(section, fact),
            )


def completes(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """The same with terms to choose from."""
    language = section.language
    for statement in mixed(section.about_terms, rng):
        fact = statement.fact
        others = drawn(material.siblings(fact), rng)
        as_listed = statement.name.casefold() == fact.name.casefold()
        if statement.defines and statement.unique and as_listed and len(others) >= FEWEST_OPTIONS:
            lead = language.before_blank(statement.lead)
            question = language.wording.completes.format(
                sentence=capital(f"{lead}{_LINE}{statement.rest}")
            )
            yield choice(
                section,
                fact,
                others,
                question,
                shown=lambda term: term.name,
                evidence=statement.sentence,
                source="statement",
            )


def _articles(section: SectionMaterial) -> dict[str, str]:
    """How the text speaks of each term, by the first statement about it."""
    found: dict[str, str] = {}
    for statement in section.about_terms:
        if statement.name.casefold() == statement.fact.name.casefold():
            found.setdefault(statement.fact.name, article_of(statement.lead, section.language))
    return found
