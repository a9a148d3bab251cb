"""One simulated pilot through real events in a real store: class, approval, help, quiz, report."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bot.commands.pilot import result
from bot.learner.events import (
    AttemptMade,
    Event,
    Grouped,
    HintGiven,
    PilotAssigned,
    PilotLeft,
    PilotPlanned,
    PilotTold,
    RoleGranted,
)
from bot.learner.store import Store, sqlite_url
from bot.pilot.approving import ATTEMPTS, approved
from bot.pilot.check import Fault, held_back
from bot.pilot.plan import ORDERS, Pilot, pilots
from knowledge.course import Course, Section, TrueFalseItem, Unit

_BEGIN = datetime(2026, 9, 1, 8, tzinfo=UTC)
_STUDENTS, _GAIN = 80, 0.2


def _course() -> Course:
    sections = tuple(
        Section(
            id=name,
            title=name.title(),
            number=f"1.{number}",
            text="Simulated.",
            items=tuple(
                TrueFalseItem(id=f"{name}-{n}", question=f"Is {name} {n} so?", answer=True)
                for n in range(10)
            ),
        )
        for number, name in enumerate(("tides", "winds"), 1)
    )
    return Course(
        id="simulated", title="Simulated", units=(Unit(id="u1", title="One", sections=sections),)
    )


@dataclass(frozen=True, slots=True)
class _Student:
    learner: str
    p: float
    """Of a right answer without more help."""


def end_to_end(folder: Path, seed: int) -> dict[str, Any]:
    """What the report says of a pilot whose true effect is known, beside that."""
    return asyncio.run(_end_to_end(folder, seed))


async def _end_to_end(folder: Path, seed: int) -> dict[str, Any]:
    course, rng = _course(), np.random.default_rng(seed)
    plan = PilotPlanned(
        course=course.id,
        pilot="one",
        arms=("full", "search"),
        unit="student",
        seed=seed,
        quiz=held_back(course, (), seed),
        since=_BEGIN + timedelta(days=1),
        until=_BEGIN + timedelta(days=15),
        quiz_since=_BEGIN + timedelta(days=22),
        quiz_until=_BEGIN + timedelta(days=26),
    )
    store = await Store.open(sqlite_url(folder / "pilot.db"))
    try:
        teacher = (await store.learner("sim:teacher")).id
        students = [
            _Student((await store.learner(f"sim:{n}")).id, float(rng.uniform(0.25, 0.75)))
            for n in range(_STUDENTS)
        ]
        await _enrol(store, teacher, students, plan=plan, course=course, rng=rng)
        await _approve(store, teacher, plan)
        stored = await store.in_course(course.id, ("pilot_assigned",))
        arms = {e.learner_id: e.event.arm for e in stored if isinstance(e.event, PilotAssigned)}
        new = [
            each
            for student in students
            for each in _taking_part(student, arms[student.learner] == "full", plan, course, rng)
        ]
        await store.classes.append(sorted(new, key=lambda each: each[1]))
        orders = [each.event for each in await store.in_course(course.id, ORDERS)]
        found = (await result(store, pilots(orders)[0], course)).as_json()
        events = len(await store.in_course(course.id, ("attempt_made",)))
    finally:
        await store.close()
    quiz = found["measures"]["quiz"]["effects"][0]
    after = found["measures"]["next_item"]["effects"][0]
    return {
        "students": _STUDENTS,
        "attempts": events,
        "true_effect": _GAIN,
        "quiz": {name: quiz[name] for name in ("difference", "low", "high", "standardised")},
        "next_item": {name: after[name] for name in ("difference", "low", "high")},
        "people": found["people"],
        "covered": bool(quiz["low"] <= _GAIN <= quiz["high"]),
    }


_New = tuple[str, datetime, Event]


async def _enrol(
    store: Store,
    teacher: str,
    students: list[_Student],
    *,
    plan: PilotPlanned,
    course: Course,
    rng: np.random.Generator,
) -> None:
    """A class with its teacher, some answers before, and a plan."""
    role = RoleGranted(course=course.id, role="teacher", by="installer")
    new: list[_New] = [(teacher, _BEGIN, role), (teacher, _BEGIN, plan)]
    free = [item.id for _, item in course.items() if item.id not in plan.quiz]
    for number, student in enumerate(students):
        joined = RoleGranted(course=course.id, role="student", by="", way="simulated")
        group = Grouped(course=course.id, group=f"g{number % 4}", by=teacher)
        new += [(student.learner, _BEGIN, joined), (student.learner, _BEGIN, group)]
        for item in free[:5]:
            made = _answer(course, item, right=bool(rng.random() < student.p))
            new.append((student.learner, _BEGIN + timedelta(minutes=5), made))
    await store.classes.append(new)


async def _approve(store: Store, teacher: str, plan: PilotPlanned) -> None:
    now = _BEGIN + timedelta(hours=1)
    people = await store.classes.people(plan.course)
    attempts = await store.in_course(plan.course, ATTEMPTS)
    new = approved(Pilot(plan), [], people, attempts, teacher=teacher, now=now)
    assert not isinstance(new, Fault), new
    await store.classes.append([(learner, now, event) for learner, event in new])


def _taking_part(
    student: _Student, helped: bool, plan: PilotPlanned, course: Course, rng: np.random.Generator
) -> list[_New]:
    """Told; one in twenty stays out; help with an exercise and the next one; the quiz, which one in
    ten doesn't take."""
    told = PilotTold(course=course.id, pilot=plan.pilot, about="pilot")
    new: list[_New] = [(student.learner, plan.since, told)]
    if rng.random() < 0.05:
        left = PilotLeft(course=course.id, pilot=plan.pilot)
        return [*new, (student.learner, plan.since + timedelta(minutes=1), left)]
    p = student.p + _GAIN * helped
    free = [i.id for s, i in course.items() if i.id not in plan.quiz and s.id == "tides"]
    at = plan.since + timedelta(days=2)
    hint = HintGiven(course=course.id, section="tides", item=free[0], hint="recall", level=0)
    new += [
        (student.learner, at, hint),
        (student.learner, at + timedelta(minutes=1), _answer(course, free[0], right=True, hints=1)),
        (
            student.learner,
            at + timedelta(minutes=3),
            _answer(course, free[1], right=bool(rng.random() < p)),
        ),
    ]
    if rng.random() < 0.1:
        return new
    for item in plan.quiz:
        made = _answer(course, item, right=bool(rng.random() < p))
        silent = made.model_copy(update={"mode": "silent", "quiz": plan.pilot})
        new.append((student.learner, plan.quiz_since + timedelta(hours=1), silent))
    return new


def _answer(course: Course, item: str, *, right: bool, hints: int = 0) -> AttemptMade:
    section, found = next((s, i) for s, i in course.items() if i.id == item)
    return AttemptMade(
        course=course.id,
        section=section.id,
        item=item,
        concepts=section.concept_ids(found),
        answer="true" if right else "false",
        credit=float(right),
        hints=hints,
    )
