"""Questions on a section's key terms: which term, which description, one of two, matching."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from knowledge.course import Choice, ChoiceItem, MatchingItem, Pair
from knowledge.generation.generated import Generated, Source, generated
from knowledge.generation.languages import Language
from knowledge.generation.material import Material, SectionMaterial
from knowledge.generation.siblings import drawn, told_apart
from knowledge.generation.terms import TermFact
from knowledge.generation.words import capital, mixed, overlap

_OPTIONS, FEWEST_OPTIONS = 3, 2
"""Wrong options beside the right one, most and fewest."""
_TRIES = 2
"""Draws of wrong options: when the checks turn one down, the next may do."""
_ONE_MATTER = 0.3
"""Share of the shorter description's stems in both, from which two terms belong together."""


def which_term(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """A description, and the terms to choose from."""
    for fact in mixed(_described(material, section) * _TRIES, rng):
        others = _drawn(material, fact, rng, covered=lambda other: other.name_stems)
        if len(others) >= FEWEST_OPTIONS:
            question = material.language.wording.which_term.format(
                description=quoted(fact.description)
            )
            yield choice(section, fact, others, question, shown=lambda term: term.name)


def which_description(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """A term, and the descriptions to choose from."""
    for fact in mixed(section.facts * _TRIES, rng):
        others = _drawn(material, fact, rng, covered=lambda other: other.description_stems)
        if len(others) >= FEWEST_OPTIONS:
            question = material.language.wording.which_description.format(term=fact.name)
            yield choice(
                section, fact, others, question, shown=lambda term: capital(term.description)
            )


def _drawn(
    material: Material,
    fact: TermFact,
    rng: random.Random,
    *,
    covered: Callable[[TermFact], frozenset[str]],
) -> list[TermFact]:
    """Wrong options, one of which has the words that name and description share."""
    told = fact.name_stems & fact.description_stems
    return drawn(
        material.siblings(fact), rng, most=_OPTIONS, covers=lambda other: told <= covered(other)
    )


def choice(
    section: SectionMaterial,
    fact: TermFact,
    others: Sequence[TermFact],
    question: str,
    *,
    shown: Callable[[TermFact], str],
    evidence: str = "",
    source: Source = "term",
) -> Generated:
    """Which of these terms is it? Wrong options say which two terms they mix up."""
    return generated(
        ChoiceItem,
        section.section,
        evidence=evidence or fact.evidence,
        source=source,
        about=fact.name,
        question=question,
        choices=(
            Choice(text=shown(fact), correct=True),
            *(
                Choice(text=shown(other), misconception=mixed_up(other, fact, section.language))
                for other in others
            ),
        ),
        explanation=explained(fact),
        concepts=concepts(section, fact),
    )


def either(material: Material, section: SectionMaterial, rng: random.Random) -> Iterator[Generated]:
    """A description, and two terms that are opposites in part of their names."""
    language = material.language
    for fact in mixed(_described(material, section), rng):
        near = [other for other in material.siblings(fact) if _one_matter(fact, other, language)]
        if near:
            other = rng.choice(near)
            one, two = mixed([fact.name, other.name], rng)
            question = language.wording.either.format(
                description=quoted(fact.description), one=one, other=two
            )
            yield choice(
                section, fact, [other], question, shown=lambda term: term.name, source="contrast"
            )


def matching(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """Four terms of the section that can't be taken for one another, and their descriptions."""
    language = material.language
    plain = [f for f in _described(material, section) if not f.name_stems & f.description_stems]
    left = mixed(plain, rng)
    while len(left) >= 4:
        group = [left.pop()]
        others = material.siblings(group[0])
        group += [other for other in others if other in left][:3]
        if len(group) == 4:
            left = [fact for fact in left if fact not in group]
            yield generated(
                MatchingItem,
                section.section,
                evidence="\n".join(fact.evidence for fact in group),
                source="term",
                about=", ".join(fact.name for fact in group),
                question=language.wording.match,
                pairs=tuple(
                    Pair(left=capital(fact.name), right=capital(fact.description)) for fact in group
                ),
            )


def quoted(text: str) -> str:
    """To be put between quotation marks: those within become single ones."""
    return text.translate(str.maketrans("“”«»", "‘’‘’"))


def _described(material: Material, section: SectionMaterial) -> list[TermFact]:
    return [fact for fact in section.facts if material.singled_out(fact)]


def explained(fact: TermFact) -> str:
    """Term and description, to be shown after an answer."""
    return f"**{capital(fact.name)}**: {fact.description}."


def concepts(section: SectionMaterial, fact: TermFact) -> tuple[str, ...]:
    """The one of several declared concepts that the term belongs to; else what the section has."""
    known = section.section.concepts
    if len(known) < 2:
        return ()
    about = fact.name_stems | fact.description_stems
    shared = {concept.id: len(about & section.stems(concept.title)) for concept in known}
    best = max(shared.values())
    return tuple(name for name, count in shared.items() if count == best) if best else ()


def _one_matter(fact: TermFact, other: TermFact, language: Language) -> bool:
    """Terms that share a part of their names and are opposites in another.

    Without an opposite, one may be a kind of the other, or another word for it.
    """
    if not fact.name_stems & other.name_stems:
        return False
    return told_apart(fact.named[0], other.named[0], language) or (
        overlap(fact.description_stems, other.description_stems) >= _ONE_MATTER
        and told_apart(fact.words, other.words, language)
    )


def mixed_up(wrong: TermFact, right: TermFact, language: Language) -> str:
    """What somebody who takes one term for the other may want to read."""
    return language.wording.mixes_up.format(
        wrong=wrong.name, right=right.name, description=wrong.description
    )
