"""Questions on a section's key terms: which term, which description, one of two, matching."""

from __future__ import annotations

import random
from collections.abc import Iterator

from knowledge.course import Choice, ChoiceItem, MatchingItem, Pair
from knowledge.generation.generated import Generated, generated
from knowledge.generation.languages import Language
from knowledge.generation.material import Material, SectionMaterial
from knowledge.generation.siblings import drawn, told_apart
from knowledge.generation.terms import TermFact
from knowledge.generation.words import capital, overlap

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
    language = material.language
    for fact in _described(material, section) * _TRIES:
        told = fact.name_stems & fact.description_stems
        others = drawn(
            material.siblings(fact), rng, most=_OPTIONS, covers=lambda o: told <= o.name_stems
        )
        if len(others) >= FEWEST_OPTIONS:
            yield generated(
                ChoiceItem,
                section.section,
                evidence=fact.evidence,
                source="term",
                about=fact.name,
                question=language.wording.which_term.format(description=quoted(fact.description)),
                choices=(
                    Choice(text=fact.name, correct=True),
                    *(Choice(text=o.name, misconception=_mix(o, fact, language)) for o in others),
                ),
                explanation=explained(fact),
                concepts=concepts(section, fact),
            )


def which_description(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """A term, and the descriptions to choose from."""
    language = material.language
    for fact in section.facts * _TRIES:
        told = fact.name_stems & fact.description_stems
        others = drawn(
            material.siblings(fact),
            rng,
            most=_OPTIONS,
            covers=lambda o: told <= o.description_stems,
        )
        if len(others) >= FEWEST_OPTIONS:
            yield generated(
                ChoiceItem,
                section.section,
                evidence=fact.evidence,
                source="term",
                about=fact.name,
                question=language.wording.which_description.format(term=fact.name),
                choices=(
                    Choice(text=capital(fact.description), correct=True),
                    *(
                        Choice(text=capital(o.description), misconception=_mix(o, fact, language))
                        for o in others
                    ),
                ),
                explanation=explained(fact),
                concepts=concepts(section, fact),
            )


def either(material: Material, section: SectionMaterial, rng: random.Random) -> Iterator[Generated]:
    """A description, and two terms that are easily taken for one another."""
    language = material.language
    for fact in _described(material, section):
        near = [other for other in material.siblings(fact) if _one_matter(fact, other, language)]
        if near:
            other = rng.choice(near)
            one, two = rng.sample([fact.name, other.name], 2)
            yield generated(
                ChoiceItem,
                section.section,
                evidence=fact.evidence,
                source="contrast",
                about=fact.name,
                question=language.wording.either.format(
                    description=quoted(fact.description), one=one, other=two
                ),
                choices=(
                    Choice(text=fact.name, correct=True),
                    Choice(text=other.name, misconception=_mix(other, fact, language)),
                ),
                explanation=f"{explained(fact)}\n\n{explained(other)}",
                concepts=concepts(section, fact),
            )


def matching(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """Four terms of the section that can't be taken for one another, and their descriptions."""
    language = material.language
    left = [f for f in _described(material, section) if not f.name_stems & f.description_stems]
    rng.shuffle(left)
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


def _mix(wrong: TermFact, right: TermFact, language: Language) -> str:
    return language.wording.mixes_up.format(
        wrong=wrong.name, right=right.name, description=wrong.description
    )
