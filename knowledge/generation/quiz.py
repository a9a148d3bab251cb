"""New items for a quiz: on these concepts, none that was seen, of several kinds and terms."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Literal

from knowledge.course import ITEM_KINDS, ChoiceItem, Course, Item, Section, TrueFalseItem
from knowledge.generation.checks import check
from knowledge.generation.generate import attempts
from knowledge.generation.generated import Generated
from knowledge.generation.words import mixed

Demand = Literal["recognise", "recall"]
"""What an item takes: to find the answer among a few, or to come up with it."""

_CANDIDATES = 30
"""Of one section in one call, good or not: what bounds the time it takes."""
_SECTIONS = 6
"""Sections looked at for each item wanted."""


def items_for(
    course: Course,
    concepts: Collection[str],
    count: int,
    *,
    rng: random.Random,
    seen: Collection[str] = (),
    avoid: Sequence[Item] = (),
    kinds: Collection[str] = ITEM_KINDS,
    first: Demand | None = None,
) -> list[Generated]:
    """Up to ``count`` items that pass every check and practise one of these concepts.

    No two ask about the same term while there are others. None repeats an item of its section,
    whether the course has it from the start or it was generated and kept.

    Args:
        seen: ids of items not to make again.
        avoid: items that nothing made may be like.
        first: which items come first; a harder quiz wants those to ``recall``.
    """
    wanted = frozenset(concepts)
    sections = [s for s in course.sections() if wanted & {c.id for c in s.own_concepts}]
    some = mixed(sections, rng)[: _SECTIONS * max(count, 0)]
    found: list[Generated] = []
    again: list[Generated] = []
    terms: set[str] = set()
    # Twice as many are made when it matters which come first.
    enough = count * 2 if first else count
    for made in _in_turn(course, some, rng, kinds):
        if len(found) >= enough:
            break
        recent = [*avoid, *(other.item for other in found)]
        if (
            made.item.id in seen
            or not wanted & set(made.concepts)
            or check(made, course, recent=recent)
        ):
            continue
        about = set(made.about.casefold().split(", "))
        (again if about & terms else found).append(made)
        terms |= about
    for made in again:
        if check(made, course, recent=[*avoid, *(other.item for other in found)]) is None:
            found.append(made)
    if first:
        found.sort(key=lambda made: demand(made.item) != first)
    return found[: max(count, 0)]


def demand(item: Item) -> Demand:
    """Whether the answer is among what is shown. Recall is harder (and teaches more)."""
    return "recognise" if isinstance(item, ChoiceItem | TrueFalseItem) else "recall"


def _in_turn(
    course: Course, sections: list[Section], rng: random.Random, kinds: Collection[str]
) -> Iterator[Generated]:
    """One from each section after the other; nothing is made before it is asked for."""
    streams = [_passed(course, section, rng, kinds) for section in sections]
    while streams:
        for stream in tuple(streams):
            made = next(stream, None)
            if made is None:
                streams.remove(stream)
            else:
                yield made


def _passed(
    course: Course, section: Section, rng: random.Random, kinds: Collection[str]
) -> Iterator[Generated]:
    own = random.Random(rng.random())  # noqa: S311  # no secret
    for made, rejection in islice(attempts(course, section, rng=own, kinds=kinds), _CANDIDATES):
        if rejection is None:
            yield made
