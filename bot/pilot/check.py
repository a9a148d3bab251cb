"""What can't be planned or approved, and why, in words that say what to do."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import N_
from bot.learner.events import PilotAssigned, PilotPlanned
from bot.learner.membership import ClassList
from bot.pilot.plan import UNDER_WAY, Pilot
from bot.pilot.report import FEW_GROUPS, FEW_STUDENTS
from bot.pilot.statistics import half_width
from knowledge.course import Course, ShortAnswerItem

QUESTIONS = 8
FEWEST_QUESTIONS = 4
_LEAST = 2
"""Units in each arm without which nothing can be compared."""
_SPREAD = 0.25
"""A usual standard deviation of students' shares of right answers in a short quiz."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why not: English source text of the catalogue, and what fills it."""

    text: str
    fields: dict[str, object]

    @classmethod
    def of(cls, text: str, **fields: object) -> Fault:
        return cls(text, fields)

    def __str__(self) -> str:
        return self.text.format(**self.fields)


def held_back(course: Course, sections: Collection[str], seed: int) -> tuple[str, ...]:
    """Items for the delayed quiz, the same for everybody: those that get a sure mark, spread over
    the sections; at least half of each section's stay for practice.

    Args:
        sections: ids; empty: the whole course.
    """
    chance = random.Random(seed)  # noqa: S311 - a seeded choice
    pools = []
    for section in course.sections():
        if sections and section.id not in sections:
            continue
        sure = [
            item.id
            for item in section.items
            if not item.needs_figure and not isinstance(item, ShortAnswerItem)
        ]
        pools.append(chance.sample(sure, len(sure) // 2))
    chance.shuffle(pools)
    chosen: list[str] = []
    while len(chosen) < QUESTIONS and any(pools):
        for pool in pools:
            if pool and len(chosen) < QUESTIONS:
                chosen.append(pool.pop())
    return tuple(chosen)


def plan_fault(plan: PilotPlanned, others: Iterable[Pilot], now: datetime) -> Fault | None:
    """What is wrong with a plan by itself, and beside the course's other pilots."""
    if len(set(plan.arms)) < len(plan.arms):
        return Fault.of(N_("Two parts get the same help. Each kind of help goes once."))
    if plan.until <= plan.since:
        return Fault.of(N_("It would be over before it begins: the last day is before the first."))
    if plan.quiz_until <= plan.quiz_since:
        return Fault.of(N_("The quiz would be over before it begins."))
    if plan.quiz_since < plan.until:
        return Fault.of(
            N_("The delayed quiz would begin before the help ends. A week after is a good time.")
        )
    if plan.until <= now:
        return Fault.of(N_("All of it would be in the past."))
    if len(plan.quiz) < FEWEST_QUESTIONS:
        return Fault.of(
            N_(
                "The delayed quiz needs {fewest} questions that nobody practises with before, and "
                "these sections have {there}. Take more sections, or add exercises to them."
            ),
            fewest=FEWEST_QUESTIONS,
            there=len(plan.quiz),
        )
    for other in others:
        waits = other.phase(now) == "waiting" and other.plan.quiz_until > now
        meets = plan.since < other.plan.quiz_until and other.plan.since < plan.quiz_until
        if other.id != plan.pilot and meets and (waits or other.phase(now) in UNDER_WAY):
            return Fault.of(
                N_(
                    "It would overlap with pilot {other} of the same course, and then nobody could "
                    "say which of them made the difference. End or decline that one first, or take "
                    "other days."
                ),
                other=other.id,
            )
    return None


def lot_fault(plan: PilotPlanned, assigned: Sequence[PilotAssigned]) -> Fault | None:
    """Why a class is too small for a plan."""
    counts = units_by_arm(plan, assigned)
    if min(counts.values()) >= _LEAST:
        return None
    if plan.unit == "student":
        return Fault.of(
            N_(
                "The class has too few students: {there}, and every kind of help needs at least "
                "{least}. Wait until more have written to me, or take fewer kinds of help."
            ),
            there=len(assigned),
            least=_LEAST,
        )
    return Fault.of(
        N_(
            "The class has too few groups: {there}, and every kind of help needs at least {least}. "
            "Make groups first (/class), or draw students."
        ),
        there=len({each.cluster for each in assigned}),
        least=_LEAST,
    )


def units_by_arm(plan: PilotPlanned, assigned: Iterable[PilotAssigned]) -> Counter[str]:
    """How many students or groups each arm has; 0 for one that has none."""
    drawn = {(each.arm, each.cluster or n) for n, each in enumerate(assigned)}
    counts = Counter(dict.fromkeys(map(str, plan.arms), 0))
    counts.update(arm for arm, _ in drawn)
    return counts


def expected_half_width(plan: PilotPlanned, people: ClassList) -> float | None:
    """How far the interval of the delayed quiz will about reach to either side, as a share, where
    students are drawn; None where that can't be said."""
    units = len(people.students) // len(plan.arms)
    return half_width(units, _SPREAD) if plan.unit == "student" and units >= _LEAST else None


def is_small(plan: PilotPlanned, counts: Counter[str]) -> bool:
    """Only a big difference would be seen."""
    return min(counts.values()) < (FEW_STUDENTS if plan.unit == "student" else FEW_GROUPS)
