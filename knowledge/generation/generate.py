"""Items from a section, offline: the generators in turn, and only what passes every check."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Sequence

from knowledge.course import ITEM_KINDS, Course, Item, Section
from knowledge.generation.checks import Rejection, check
from knowledge.generation.generated import Generated
from knowledge.generation.generators import algebra, statements, steps, tables, terms, worked
from knowledge.generation.material import Material, SectionMaterial, material_of
from knowledge.generation.words import mixed

Generator = Callable[[Material, SectionMaterial, random.Random], Iterator[Generated]]
"""Yields candidates from one section, in an order of chance."""

GENERATORS: tuple[Generator, ...] = (
    terms.which_term,
    statements.true_false,
    terms.which_description,
    statements.cloze,
    terms.either,
    statements.completes,
    terms.matching,
    tables.which_row,
    tables.which_column,
    steps.in_order,
    algebra.algebra,
    worked.worked,
)

LAST_RESORT: tuple[Generator, ...] = (statements.true_definitions,)
"""Tried when the others have nothing more."""


def generate(
    course: Course,
    section: Section,
    *,
    rng: random.Random,
    kinds: Collection[str] = ITEM_KINDS,
    limit: int | None = None,
    recent: Sequence[Item] = (),
) -> Iterator[Generated]:
    """Items that pass every check, in mixed order; the same ones for the same seed.

    Args:
        section: one of the course's own.
        kinds: kinds of item wanted.
        limit: most items; None for all there are.
        recent: items not to repeat.
    """
    made = 0
    for candidate, rejection in attempts(course, section, rng=rng, kinds=kinds, recent=recent):
        if limit is not None and made >= limit:
            return
        if rejection is None:
            made += 1
            yield candidate


def attempts(
    course: Course,
    section: Section,
    *,
    rng: random.Random,
    kinds: Collection[str] = ITEM_KINDS,
    recent: Sequence[Item] = (),
) -> Iterator[tuple[Generated, Rejection | None]]:
    """Every candidate with why it is turned down; what was passed counts as recent afterwards."""
    material = material_of(course)
    own = material.sections.get(section.id)
    if own is None or not material.known:
        return
    taken = list(recent)
    for candidate in _in_turn(material, own, rng):
        if candidate.item.kind not in kinds:
            continue
        rejection = check(candidate, course, recent=taken)
        if rejection is None:
            taken.append(candidate.item)
        yield candidate, rejection


def _in_turn(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """One from each generator after the other, so that a few are already of several kinds.

    Nothing is made before it is asked for.
    """
    # Each has a chance of its own: what one does changes nothing for the next.
    streams = [
        make(material, section, random.Random(rng.random()))  # noqa: S311  # no secret
        for make in mixed(GENERATORS, rng)
    ]
    while streams:
        for stream in tuple(streams):
            candidate = next(stream, None)
            if candidate is None:
                streams.remove(stream)
            else:
                yield candidate
    for make in LAST_RESORT:
        yield from make(material, section, rng)
