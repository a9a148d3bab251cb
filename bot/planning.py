"""What to learn next, and why. Pure.

A concept that nothing practises is read on the way, but is no step: nobody could tell when it is
done. A plan goes through the concepts of an aim in the course's order (or the teacher's), what a
concept builds on before it. A prerequisite outside the aim comes in only when answers show that it
is shaky: somebody who starts in chapter 6 isn't sent back to chapter 1 on suspicion.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.learner.events import PlanSteered
from bot.learner.known import Known
from bot.learner.learner_model import Pace
from bot.learner.mastery import Belief
from knowledge.concepts import ConceptGraph, Node
from knowledge.course import Section

MASTERED, SHAKY = 0.8, 0.6
_SURE = 3
"""Answers that mastery rests on."""
_TESTED = 0.6
"""Belief below which a section that was skipped by a test comes back."""
WORDS_A_MINUTE = 200
"""Silent reading of a text to learn from (Brysbaert 2019: 238 for easy non-fiction)."""
_SHORT = 250
"""Words of a section in short."""
_FEEDBACK = 20.0
"""Seconds to read what comes after an answer."""
_GAIN = 10
"""Right answers that a belief of 0 needs to become mastery, about; see `answers_needed`."""

Reason = Literal["pinned", "shaky", "before", "started", "new"]
"""Why a step stands where it does: the teacher wants it first; it went wrong lately; something
later builds on it; it was begun; it's the next one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A concept that is still to be learnt."""

    node: Node
    belief: Belief
    reason: Reason
    minutes: int
    """To mastery, at the learner's own pace; reading included when it is new."""
    opens: tuple[Node, ...]
    """What builds on it directly, within the plan."""


@dataclass(frozen=True, slots=True)
class Plan:
    steps: tuple[Step, ...]
    """In the order in which to take them."""
    done: tuple[Node, ...]
    """Concepts of the aim that are mastered, or skipped by a test."""
    locked: tuple[Node, ...]
    """Concepts of the aim that the teacher hasn't opened yet."""

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


def make(
    graph: ConceptGraph,
    known: Known,
    now: datetime,
    *,
    sections: Collection[str] = (),
    steering: PlanSteered | None = None,
    skipped: Collection[str] = (),
) -> Plan:
    """
    Args:
        sections: ids of the aim's; empty: the whole course.
        steering: what the teacher ordered.
        skipped: ids of sections whose test was passed.
    """
    beliefs = {name: known.belief(graph.course.id, name, now) for name in graph.nodes}
    pinned = steering.pinned if steering else ()
    wished = {*sections, *pinned} if sections else ()
    aim = [
        node
        for node in graph.nodes.values()
        if node.items and (not wished or node.section.id in wished)
    ]
    done = [node for node in aim if _is_done(beliefs[node.id], node.section.id in skipped)]
    finished = {node.id for node in done}
    opened = steering.unlocked if steering else None
    left = [node for node in aim if node.id not in finished]
    locked = [node for node in left if not _is_open(node, opened)]
    wanted = [node for node in left if _is_open(node, opened)]
    ordered = _ordered(graph, wanted, beliefs, steering)
    within = {node.id for node, _ in ordered}
    pace = known.model.pace
    steps = tuple(
        Step(
            node=node,
            belief=beliefs[node.id],
            reason=reason,
            minutes=_minutes(node, beliefs[node.id], pace),
            opens=tuple(n for n, _ in ordered if node.id in n.before and n.id in within),
        )
        for node, reason in ordered
    )
    return Plan(steps, tuple(done), tuple(locked))


def mastered(belief: Belief) -> bool:
    """Believed, and on enough answers to rest on."""
    return belief.value >= MASTERED and belief.n >= _SURE


def answers_needed(belief: Belief) -> int:
    """Right answers in a row until the concept counts as mastered, about; at least 2."""
    return max(2, math.ceil(_GAIN * (MASTERED - belief.value)), _SURE - belief.n)


def reading_minutes(section: Section, pace: Pace, *, short: bool = False) -> int:
    """Minutes to read a section, or what it says in short; at least 1.

    Who answers more slowly than usual is taken to read more slowly, too, within limits.
    """
    words = len(section.text.split())
    slower = max(0.7, min(1.5, pace.factor))
    return max(1, round((min(_SHORT, words) if short else words) / WORDS_A_MINUTE * slower))


def practice_minutes(answers: int, pace: Pace) -> int:
    """Minutes that so many questions take; at least 1."""
    return max(1, round(answers * (pace.seconds + _FEEDBACK) / 60))


def _is_done(belief: Belief, skipped: bool) -> bool:
    return mastered(belief) or (skipped and belief.value >= _TESTED)


def _ordered(
    graph: ConceptGraph,
    wanted: Sequence[Node],
    beliefs: Mapping[str, Belief],
    steering: PlanSteered | None,
) -> list[tuple[Node, Reason]]:
    found: dict[str, tuple[Node, Reason]] = {}
    asked, opened = {node.id for node in wanted}, steering.unlocked if steering else None
    for node in sorted(wanted, key=_place(steering)):
        for before in graph.before(node.id):
            first = before.id in asked or _is_shaky(beliefs[before.id])
            if first and before.id not in found and before.items and _is_open(before, opened):
                found[before.id] = before, _reason(before, beliefs, steering, asked=False)
        if node.id not in found:
            found[node.id] = node, _reason(node, beliefs, steering, asked=True)
    return list(found.values())


def _is_open(node: Node, opened: Collection[str] | None) -> bool:
    return opened is None or node.section.id in opened


def _place(steering: PlanSteered | None) -> Callable[[Node], int]:
    """The teacher's pins, then the teacher's order, then the course's own."""
    pinned = list(steering.pinned) if steering else []
    order = list(steering.order) if steering else []

    def place(node: Node) -> int:
        if node.section.id in pinned:
            return pinned.index(node.section.id)
        if node.section.id in order:
            return len(pinned) + order.index(node.section.id)
        return len(pinned) + len(order)

    return place


def _reason(
    node: Node, beliefs: Mapping[str, Belief], steering: PlanSteered | None, *, asked: bool
) -> Reason:
    if steering and node.section.id in steering.pinned:
        return "pinned"
    if _is_shaky(beliefs[node.id]):
        return "shaky"
    if beliefs[node.id].n:
        return "started"
    return "new" if asked else "before"


def _is_shaky(belief: Belief) -> bool:
    return belief.n > 0 and belief.value < SHAKY


def _minutes(node: Node, belief: Belief, pace: Pace) -> int:
    reading = reading_minutes(node.section, pace) if belief.n == 0 else 0
    return reading + practice_minutes(answers_needed(belief), pace)
