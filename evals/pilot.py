"""Does a pilot's interval cover the true effect as often as it says? A simulation.

Simulated learners, not people. Each has an ability a (normal, in groups that differ) and gets an
item of the delayed quiz right with probability BASE + SLOPE * a + group + gain, where the gain of
the arm with more help is larger for weaker learners. Answers before the pilot are drawn from the
same ability, and the lot is balanced by them. The true effect is the mean of the difference that
help makes to that probability, taken over a very large class.

The lot, the outcomes and the report are the program's own. The peer in the same runs is the usual
interval for two proportions, which counts every answer as if it stood alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.learner.events import PilotPlanned, Unit
from bot.learner.membership import Member
from bot.pilot.assignment import assign
from bot.pilot.outcomes import Outcome
from bot.pilot.plan import Pilot
from bot.pilot.report import report
from bot.pilot.statistics import Effect, wilson
from evals.pilot_events import end_to_end

BASE, SLOPE, GROUPS_DIFFER, WEAKER_GAIN = 0.55, 0.12, 0.08, 0.4
QUESTIONS, BEFORE = 8, 10
_BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
_EFFECT = 0.1
_MANY = 400_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scene:
    """One kind of pilot."""

    unit: Unit
    sizes: Sequence[int]
    """Of its groups."""
    gain: float


SCENES: dict[str, Scene] = {
    "students": Scene("student", (30, 30), _EFFECT),
    "students_null": Scene("student", (30, 30), 0.0),
    "few_students": Scene("student", (16,), _EFFECT),
    "classes": Scene("group", (18, 20, 22, 24, 26, 28) * 2, _EFFECT),
    "classes_null": Scene("group", (18, 20, 22, 24, 26, 28) * 2, 0.0),
    "few_classes_null": Scene("group", (22, 24, 26) * 2, 0.0),
}


def run(runs: int, seed: int) -> dict[str, Any]:
    """Coverage by kind of pilot, and one pilot through real events in a real store."""
    figures: dict[str, Any] = {"simulated": True, "runs": runs, "seed": seed}
    for number, (name, scene) in enumerate(SCENES.items()):
        figures[name] = _scene(scene, runs, np.random.default_rng([seed, number]))
    with TemporaryDirectory() as folder:
        figures["end_to_end"] = end_to_end(Path(folder), seed)
    return figures


def _scene(scene: Scene, runs: int, rng: np.random.Generator) -> dict[str, Any]:
    true = _true_effect(scene, rng)
    ours, naive = list[Effect](), list[tuple[float, float]]()
    for number in range(runs):
        found = _class(scene, rng)
        effect, peer = _compared(scene, number, found, rng)
        ours.append(effect)
        naive.append(peer)
    intervals = [(effect.low, effect.high) for effect in ours]
    return {
        "unit": scene.unit,
        "units": len(scene.sizes) if scene.unit == "group" else sum(scene.sizes),
        "true_effect": round(true, 4),
        "mean_estimate": round(float(np.mean([effect.difference for effect in ours])), 4),
        **_judged("", intervals, true),
        **_judged("naive_", naive, true),
    }


def _judged(prefix: str, found: Sequence[tuple[float, float]], true: float) -> dict[str, Any]:
    """How often the intervals cover the truth; where there is no effect, how often one is seen."""
    covered = sum(low <= true <= high for low, high in found)
    seen = sum(low > 0 or high < 0 for low, high in found)
    name = "seen" if true else "false_positives"
    return {
        f"{prefix}covered": _share(covered, len(found)),
        f"{prefix}{name}": _share(seen, len(found)),
        f"{prefix}half_width": round(float(np.mean([(h - low) / 2 for low, h in found])), 4),
    }


def _share(count: int, n: int) -> dict[str, float]:
    low, high = wilson(count, n)
    return {"share": round(count / n, 4), "low": round(low, 4), "high": round(high, 4)}


# ---- a class -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Class:
    """Probabilities of a right answer, by student."""

    group: NDArray[np.int64]
    usual: Floats
    helped: Floats


def _class(scene: Scene, rng: np.random.Generator, sizes: Sequence[int] = ()) -> _Class:
    group = np.repeat(np.arange(len(sizes or scene.sizes)), sizes or scene.sizes)
    ability = rng.normal(size=len(group))
    shift = rng.normal(0, GROUPS_DIFFER, size=group.max() + 1)[group]
    usual = BASE + SLOPE * ability + shift
    helped = usual + scene.gain * (1 - WEAKER_GAIN * ability)
    return _Class(group, np.clip(usual, 0.05, 0.95), np.clip(helped, 0.05, 0.95))


def _true_effect(scene: Scene, rng: np.random.Generator) -> float:
    many = _class(scene, rng, (1,) * _MANY)
    return float(np.mean(many.helped - many.usual))


def _compared(
    scene: Scene, number: int, found: _Class, rng: np.random.Generator
) -> tuple[Effect, tuple[float, float]]:
    """The report's effect, and the interval that counts answers one by one."""
    names = [f"{n:03}" for n in range(len(found.group))]
    members = [
        Member(name, "student", name, f"g{group:02}", _BEGIN, "simulated")
        for name, group in zip(names, found.group, strict=True)
    ]
    before = rng.binomial(BEFORE, found.usual) / BEFORE
    plan = planned(scene.unit, seed=number)
    drawn = dict(assign(plan, members, dict(zip(names, map(float, before), strict=True))))
    outcomes, right = list[Outcome](), {"full": list[int](), "search": list[int]()}
    for place, name in enumerate(names):
        each = drawn[name]
        p = (found.helped if each.arm == "full" else found.usual)[place]
        answers = rng.random(QUESTIONS) < p
        right[each.arm].append(int(answers.sum()))
        quiz = {item: bool(answer) for item, answer in zip(plan.quiz, answers, strict=True)}
        outcome = Outcome(each.arm, each.level, each.cluster, each.stratum, late=False)
        outcome.told, outcome.quiz = True, quiz
        outcomes.append(outcome)
    made = report(Pilot(plan, approved=_BEGIN), outcomes, students=len(names))
    return made.measures["quiz"].effects[0], naive(right["full"], right["search"], QUESTIONS)


def naive(one: Sequence[int], other: Sequence[int], items: int) -> tuple[float, float]:
    """The z interval for a difference of two proportions, over all answers."""
    n, m = len(one) * items, len(other) * items
    p, q = sum(one) / n, sum(other) / m
    half = 1.959964 * math.sqrt(p * (1 - p) / n + q * (1 - q) / m)
    return p - q - half, p - q + half


def planned(unit: Unit, seed: int) -> PilotPlanned:
    """A pilot of full help against search answers."""
    return PilotPlanned(
        course="simulated",
        pilot=f"s{seed}",
        arms=("full", "search"),
        unit=unit,
        seed=seed,
        quiz=tuple(f"q{n}" for n in range(QUESTIONS)),
        since=_BEGIN,
        until=_BEGIN + timedelta(days=14),
        quiz_since=_BEGIN + timedelta(days=21),
        quiz_until=_BEGIN + timedelta(days=25),
    )
