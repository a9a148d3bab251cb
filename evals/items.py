"""What generating items from a course gives: how many, what is turned down and why, how fast.

Figures say nothing of whether an item is good. For that ``show`` prints a sample drawn by chance,
to be read and judged by a person.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.settings import Settings
from evals.metrics import percentile
from knowledge.course import (
    ChoiceItem,
    ClozeItem,
    Course,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    OrderingItem,
    Section,
    TrueFalseItem,
)
from knowledge.generation import Generated, Rejection, attempts, check, tally
from knowledge.generation.material import material_of
from knowledge.library import Library

_ENOUGH = 5
"""Items of a section that make a short quiz."""


def run(settings: Settings, course_id: str, n: int, seed: int, *, show: bool) -> dict[str, Any]:
    """Figures over all sections; with ``show`` also ``items``, a sample of ``n`` of what passed.

    ``accepted`` are items that can stand in one quiz. ``askable`` counts those as well that only
    repeat one of them in another form, for another day.

    Raises:
        SourceError: there is no such course.
    """
    course = Library(settings.data_dir).get(course_id)
    start = time.perf_counter()
    material_of(course)
    prepared = time.perf_counter() - start
    passed: list[tuple[Section, Generated]] = []
    turned_down: list[Rejection] = []
    yields: Counter[str] = Counter()
    askable: dict[str, set[str]] = {}
    seconds: list[float] = []
    for section in course.sections():
        start = time.perf_counter()
        found = _attempts(course, section, seed)
        seconds.append(time.perf_counter() - start)
        passed += [(section, made) for made, rejection in found if rejection is None]
        turned_down += [rejection for _, rejection in found if rejection is not None]
        yields[section.id] = sum(rejection is None for _, rejection in found)
        askable[section.id] = {made.item.id for made, _ in found if check(made, course) is None}
    sample = random.Random(seed).sample(passed, min(n, len(passed)))  # noqa: S311  # no secret
    figures: dict[str, Any] = {
        "course": course.id,
        "seed": seed,
        "generated": len(passed) + len(turned_down),
        "accepted": len(passed),
        "askable": sum(map(len, askable.values())),
        "rejected": tally(turned_down),
        "sources": dict(Counter(made.source for _, made in passed).most_common()),
        "kinds": dict(Counter(made.item.kind for _, made in passed).most_common()),
        "sections": len(yields),
        "sections_with_items": sum(count > 0 for count in yields.values()),
        f"sections_with_{_ENOUGH}": sum(count >= _ENOUGH for count in yields.values()),
        f"sections_with_{_ENOUGH}_askable": sum(len(i) >= _ENOUGH for i in askable.values()),
        "prepare_s": round(prepared, 2),
        "section_p50_ms": round(1000 * percentile(seconds, 0.5)),
        "section_p95_ms": round(1000 * percentile(seconds, 0.95)),
        "section_max_ms": round(1000 * max(seconds)),
        "load_average": round(os.getloadavg()[0], 2),
    }
    if show:
        figures["items"] = [_readable(section, made) for section, made in sample]
    return figures


def _attempts(
    course: Course, section: Section, seed: int
) -> list[tuple[Generated, Rejection | None]]:
    rng = random.Random(f"{seed}/{section.id}")  # noqa: S311  # no secret
    return list(attempts(course, section, rng=rng))


def _readable(section: Section, made: Generated) -> str:
    """An item as somebody who judges it wants to see it: the key marked, the evidence below."""
    lines = [f"[{section.label}] {made.item.kind} from {made.source}", made.item.question]
    return "\n".join([*lines, *_answers(made.item), f"  ({made.evidence})"])


def _answers(item: Item) -> Iterator[str]:
    if isinstance(item, TrueFalseItem):
        yield f"  = {item.answer}"
    elif isinstance(item, MatchingItem):
        yield from (f"  {pair.left} :: {pair.right}" for pair in item.pairs)
    elif isinstance(item, OrderingItem):
        yield from (f"  {number}. {step}" for number, step in enumerate(item.steps, 1))
    elif isinstance(item, ChoiceItem | MultipleChoiceItem):
        yield from (f"  {'*' if choice.correct else '-'} {choice.text}" for choice in item.choices)
    elif isinstance(item, ClozeItem):
        yield from (
            f"  {{{{{n}}}}} = {' / '.join(blank)}" for n, blank in enumerate(item.blanks, 1)
        )
    else:
        yield f"  = {item.answer} {getattr(item, 'unit', '')}".rstrip()
        if item.solution:
            yield "  " + item.solution.replace("\n\n", "  |  ")
