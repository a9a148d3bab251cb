"""What becomes of a learner's record when the course changes: ids that went, came or were split.

The log keeps the ids of its time. When it is looked at through a newer version of the course,
what went is found again where that is clear: the course says so (``was``), or the items that were
answered practise something else now. Where it is not clear, nothing is guessed; `Change.new` is
empty, and the learner is told. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.learner import mastery
from bot.learner.learner_model import LearnerModel
from bot.learner.mastery import Parameters
from bot.learner.mastery.standing import KEPT, Known
from bot.learner.memory import Key
from knowledge.concepts import ConceptGraph

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """A concept that the learner practised and the course has no more."""

    old: str
    new: tuple[str, ...]
    """Ids of the concepts it became: one (renamed or put together with others), several (split),
    none (removed, or nobody can tell)."""


def carry(
    model: LearnerModel, graph: ConceptGraph, params: Parameters
) -> tuple[LearnerModel, tuple[Change, ...]]:
    """The model in terms of the course as it is now, and the concepts that went.

    ``model`` stays as it is. What was split counts for each part with half the certainty; what was
    put together adds up.
    """
    concepts, changes = _concepts(model, graph, params)
    cards = _moved(model.cards, graph.course.id, graph.places, newer=lambda card: card.reviewed)
    tries = _moved(model.tries, graph.course.id, graph.places, newer=lambda each: each.seen)
    standing = replace(model.mastery.standing, concepts=concepts)
    learner = replace(model.mastery, standing=standing)
    return replace(model, mastery=learner, cards=cards, tries=tries), changes


def _concepts(
    model: LearnerModel, graph: ConceptGraph, params: Parameters
) -> tuple[dict[str, Known], tuple[Change, ...]]:
    practised = model.mastery.standing.concepts
    prefix = mastery.key(graph.course.id, "")
    gone = [
        name.removeprefix(prefix)
        for name in practised
        if name.startswith(prefix) and name.removeprefix(prefix) not in graph.nodes
    ]
    if not gone:
        return practised, ()
    changes = tuple(Change(old, _became(old, practised[prefix + old], graph)) for old in gone)
    found = dict(practised)
    for change in changes:
        old = found.pop(prefix + change.old)
        part = old if len(change.new) == 1 else _half(old, params)
        for new in change.new:
            name = prefix + new
            found[name] = _together(found[name], part) if name in found else part
    return found, changes


def _became(old: str, known: Known, graph: ConceptGraph) -> tuple[str, ...]:
    said = tuple(node.id for node in graph.nodes.values() if old in node.concept.was)
    return said or _by_items(known, graph)


def _by_items(known: Known, graph: ConceptGraph) -> tuple[str, ...]:
    """What the answered items practise now, beyond what they practised beside it then."""
    beside = {name for attempt in known.attempts for name in attempt.concepts}
    items = {attempt.item for attempt in known.attempts}
    course = graph.course.id
    return tuple(
        node.id
        for node in graph.nodes.values()
        if mastery.key(course, node.id) not in beside
        and any(mastery.key(course, item.id) in items for _, item in node.items)
    )


def _half(known: Known, params: Parameters) -> Known:
    doubt = params.knowledge_variance - known.variance
    return known._replace(
        variance=known.variance + max(0.0, doubt) / 2, right=known.right / 2, wrong=known.wrong / 2
    )


def _together(one: Known, other: Known) -> Known:
    """Two standings as one: weighted by how sure each is."""
    precision = 1 / one.variance + 1 / other.variance
    attempts = {attempt.ref: attempt for attempt in (*one.attempts, *other.attempts)}
    newest = sorted(attempts.values(), key=lambda attempt: (attempt.at, attempt.ref))[-KEPT:]
    return Known(
        knowledge=(one.knowledge / one.variance + other.knowledge / other.variance) / precision,
        variance=1 / precision,
        right=one.right + other.right,
        wrong=one.wrong + other.wrong,
        n=one.n + other.n,
        at=max(one.at, other.at),
        attempts=tuple(newest),
    )


# ---- cards and tries -----------------------------------------------------------------------


def _moved(
    kept: Mapping[Key, T],
    course: str,
    places: Mapping[str, Sequence[str]],
    *,
    newer: Callable[[T], Any],
) -> dict[Key, T]:
    """The same under the sections that have these items and terms now, where there is just one."""
    found: dict[Key, T] = {}
    for old, value in kept.items():
        now = places.get(old.what, [])
        moved = old.course == course and len(now) == 1
        key = old._replace(section=now[0]) if moved else old
        if key not in found or newer(found[key]) < newer(value):
            found[key] = value
    return found
