"""What a pilot found, and what can't be concluded from it. Figures only; `words` says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from statistics import fmean
from typing import Any, Literal

from bot.learner.events import Arm, Level
from bot.pilot.outcomes import Outcome
from bot.pilot.plan import Pilot
from bot.pilot.statistics import Effect, Unit, compare

SMALLEST_CELL = 5
"""Fewer people aren't shown by prior level: one could tell who it is."""
FEW_STUDENTS, FEW_GROUPS = 20, 6
"""Units an arm below which the report warns."""
_MISSING, _UNEQUAL = 0.2, 0.1

Name = Literal["quiz", "next_item"]
Caution = Literal[
    "ended_before", "ended_early", "no_figures", "few", "missing", "unequal", "opted_out", "late",
    "next_item", "levels", "several_arms", "talk", "one_class",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class People:
    """How many of one arm there were at each step."""

    assigned: int
    late: int
    told: int
    left: int
    """Opted out; counted nowhere else."""
    quiz: int
    """With an answer to at least half of the delayed quiz."""
    next_item: int
    """With a next item after help."""

    @property
    def missing(self) -> float:
        """Share without a quiz result of those who didn't opt out."""
        stayed = self.assigned - self.left
        return 1 - self.quiz / stayed if stayed else 0.0


@dataclass(frozen=True, slots=True)
class Mean:
    """One arm's outcome."""

    students: int
    groups: int
    """0 where students were drawn."""
    value: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One outcome, compared."""

    means: Mapping[Arm, Mean]
    effects: Sequence[Effect]
    """Each arm against the reference, where both have at least two units."""
    levels: Mapping[Level, Sequence[Effect]]
    """The same by prior level."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that can't be concluded, and the figures that say why."""

    caution: Caution
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """A pilot's result."""

    pilot: str
    course: str
    unit: str
    seed: int
    reference: Arm
    ended_early: datetime | None
    people: Mapping[Arm, People]
    unassigned: int
    """Students of the class who had no part, e.g. because they are in no group."""
    measures: Mapping[Name, Measure]
    limits: Sequence[Limit]

    def as_json(self) -> dict[str, Any]:
        whole = asdict(self)
        whole["ended_early"] = self.ended_early.isoformat() if self.ended_early else None
        for arm, people in self.people.items():
            whole["people"][arm]["missing"] = round(people.missing, 4)
        rounded: dict[str, Any] = _rounded(whole)
        return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list | tuple) else value


def report(pilot: Pilot, found: Sequence[Outcome], *, students: int) -> Report:
    """
    Args:
        found: everybody who was assigned.
        students: how many the class has.
    """
    asked = len(pilot.plan.quiz)
    shares: dict[Name, _Share] = {
        "quiz": lambda each: each.quiz_share(asked),
        "next_item": lambda each: each.next_share,
    }
    people = {
        arm: _people([each for each in found if each.arm == arm], shares) for arm in pilot.plan.arms
    }
    counted = [each for each in found if _is_counted(pilot, each)]
    measures = {name: _measure(pilot, counted, share) for name, share in shares.items()}
    return Report(
        pilot=pilot.id,
        course=pilot.plan.course,
        unit=pilot.plan.unit,
        seed=pilot.plan.seed,
        reference=pilot.reference,
        ended_early=pilot.ended,
        people=people,
        unassigned=max(0, students - len(found)),
        measures=measures,
        limits=_limits(pilot, people, measures),
    )


_Share = Callable[[Outcome], float | None]


def _is_counted(pilot: Pilot, outcome: Outcome) -> bool:
    """As the lot fell, whatever help they used. Who opted out is left out; so is who joined a group
    after its arm was known: they may have come because of it."""
    return not outcome.left and not (outcome.late and pilot.plan.unit == "group")


def _people(arm: Sequence[Outcome], shares: Mapping[Name, _Share]) -> People:
    stayed = [each for each in arm if not each.left]
    return People(
        assigned=len(arm),
        late=sum(each.late for each in arm),
        told=sum(each.told for each in arm),
        left=len(arm) - len(stayed),
        quiz=sum(shares["quiz"](each) is not None for each in stayed),
        next_item=sum(shares["next_item"](each) is not None for each in stayed),
    )


def _measure(pilot: Pilot, counted: Sequence[Outcome], share: _Share) -> Measure:
    having = [(each, value) for each in counted if (value := share(each)) is not None]
    means = {}
    for arm in pilot.plan.arms:
        own = [(each, value) for each, value in having if each.arm == arm]
        if own:
            groups = len({each.cluster for each, _ in own}) if pilot.plan.unit == "group" else 0
            value = fmean(unit.value for unit in units(pilot, own))
            means[arm] = Mean(len(own), groups, value)
    levels: dict[Level, Sequence[Effect]] = {}
    for level in ("low", "middle", "high"):
        same = [(each, value) for each, value in having if each.level == level]
        if found := _effects(pilot, same, smallest=SMALLEST_CELL):
            levels[level] = found
    return Measure(means, _effects(pilot, having), levels)


def _effects(
    pilot: Pilot, having: Sequence[tuple[Outcome, float]], smallest: int = 1
) -> list[Effect]:
    students = [Unit(each.arm, each.stratum, value) for each, value in having]
    enough = {
        arm
        for arm in pilot.plan.arms
        if sum(student.arm == arm for student in students) >= smallest
    }
    if pilot.reference not in enough:
        return []
    drawn = units(pilot, having)
    others = [arm for arm in pilot.plan.arms[:-1] if arm in enough]
    effects = (compare(drawn, arm, pilot.reference, students) for arm in others)
    return [effect for effect in effects if effect]


def units(pilot: Pilot, having: Sequence[tuple[Outcome, float]]) -> list[Unit]:
    """The units of the lot: students, or groups with their students' mean."""
    if pilot.plan.unit == "student":
        return [Unit(each.arm, each.stratum, value) for each, value in having]
    groups: dict[str, list[tuple[Outcome, float]]] = {}
    for each, value in having:
        groups.setdefault(each.cluster, []).append((each, value))
    return [
        Unit(own[0][0].arm, own[0][0].stratum, fmean(value for _, value in own))
        for own in groups.values()
    ]


# ---- what can't be concluded ---------------------------------------------------------------


def _limits(
    pilot: Pilot, people: Mapping[Arm, People], measures: Mapping[Name, Measure]
) -> list[Limit]:
    quiz = measures["quiz"]
    found: list[Limit] = []
    if pilot.ended:
        before = pilot.ended < pilot.plan.quiz_since
        found.append(Limit("ended_before" if before else "ended_early"))
    if not quiz.effects and not measures["next_item"].effects:
        found.append(Limit("no_figures"))
    main = quiz if quiz.effects else measures["next_item"]
    fewest = min((units for effect in main.effects for units in effect.units), default=None)
    few = FEW_STUDENTS if pilot.plan.unit == "student" else FEW_GROUPS
    if fewest is not None and fewest < few:
        found.append(Limit("few", {"units": fewest}))
    shares = [each.missing for each in people.values() if each.assigned]
    if quiz.effects and shares:
        stayed = sum(each.assigned - each.left for each in people.values())
        missing = stayed - sum(each.quiz for each in people.values())
        if missing / stayed > _MISSING:
            found.append(Limit("missing", {"missing": missing, "of": stayed}))
        if max(shares) - min(shares) > _UNEQUAL:
            found.append(Limit("unequal", {"most": max(shares), "least": min(shares)}))
    left = sum(each.left for each in people.values())
    if left:
        found.append(Limit("opted_out", {"left": left}))
    late = sum(each.late for each in people.values())
    if late and pilot.plan.unit == "group":
        found.append(Limit("late", {"late": late}))
    if measures["next_item"].effects:
        found.append(Limit("next_item"))
    if quiz.levels or measures["next_item"].levels:
        found.append(Limit("levels"))
    if len(pilot.plan.arms) > 2:
        found.append(Limit("several_arms", {"comparisons": len(pilot.plan.arms) - 1}))
    if pilot.plan.unit == "student":
        found.append(Limit("talk"))
    return [*found, Limit("one_class", {"questions": len(pilot.plan.quiz)})]
