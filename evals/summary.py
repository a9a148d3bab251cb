"""How long a class summary takes, from the stored log to the last figure, beside a plain recount.

The class is simulated and seeded: students answer, take hints, ask and review over a term, some
stop, some struggle. The recount reads the same log as events and counts the way one would by
hand; both have to give the same figures.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.learner.class_log import WORK
from bot.learner.events import (
    AttemptMade,
    Event,
    HintGiven,
    ItemOpened,
    QuestionAsked,
    Reviewed,
    RoleGranted,
)
from bot.learner.store import Store
from bot.summary import ClassSummary, Scope, summarise
from evals.searchable import tell
from knowledge.concepts import ConceptGraph
from knowledge.course import ChoiceItem, Course, Item, Section, TrueFalseItem
from knowledge.library import Library
from knowledge.problems import SourceError

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
_WEEKS = 13
_DAY = 86_400
_ASKED = (
    "what is the difference between {a} and {b}", "why does {a} work like that",
    "can you explain {a} again", "is {a} in the exam", "what is an example of {a}",
)  # fmt: skip

Made = tuple[str, datetime, Event]


@dataclass(frozen=True, slots=True)
class _Student:
    id: str
    level: float
    stops: float
    """Share of the term after which they do nothing more."""


def run(data_dir: Path, course_id: str, events: int, students: int) -> dict[str, Any]:
    """Seconds, the best of three, for the last 7 days and for the whole term.

    Raises:
        SourceError: there is no such course.
    """
    return asyncio.run(_run(Library(data_dir).get(course_id), events, students))


async def _run(course: Course, events: int, students: int) -> dict[str, Any]:
    graph = ConceptGraph(course)
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{Path(folder) / 'class.db'}", clock=lambda: NOW)
        try:
            tell(f"writing {events:,} events of {students} students")
            people = [(await store.learner(f"simulated:{n}")).id for n in range(students)]
            await store.classes.append(list(simulated(course, people, events)))
            figures: dict[str, Any] = {
                "simulated": True,
                "students": students,
                "events": events,
                "load_average": round(os.getloadavg()[0], 2),
            }
            for name, days in (("week", 7), ("term", _WEEKS * 7)):
                scope = Scope(NOW.timestamp() - days * _DAY, NOW.timestamp())
                tell(f"summing up: {name}")
                figures[name] = await _measured(store, graph, scope)
        finally:
            await store.close()
    return figures


async def _measured(store: Store, graph: ConceptGraph, scope: Scope) -> dict[str, Any]:
    timed = []
    for _ in range(3):
        start, cpu = time.perf_counter(), time.process_time()
        log = await store.class_log(graph.course.id)
        read = time.perf_counter() - start
        now = NOW.timestamp()
        found = summarise(graph, log, scope, now=now, zone=UTC, alike=lambda _: ())
        timed.append((time.perf_counter() - start, time.process_time() - cpu, read))
    start, cpu = time.perf_counter(), time.process_time()
    counted = await _recount(store, graph, scope)
    recount, recount_cpu = time.perf_counter() - start, time.process_time() - cpu
    if counted != _figures(found):
        raise SourceError("The summary and the plain recount differ.")
    total, used, read = min(timed)
    return {
        "summary_s": round(total, 2),
        "summary_cpu_s": round(used, 2),
        "of_it_reading_s": round(read, 2),
        "plain_recount_s": round(recount, 2),
        "plain_recount_cpu_s": round(recount_cpu, 2),
        "answers": found.activity.answers,
        "same_figures": True,
    }


def _figures(found: ClassSummary) -> dict[str, Any]:
    """What the recount counts, too."""
    return {
        "active": found.activity.active,
        "answers": found.activity.answers,
        "alone": tuple(found.activity.alone),
        "before": tuple(found.activity.before),
        "concepts": {c.concept: (*c.now, *c.before, c.students) for c in found.concepts},
    }


async def _recount(store: Store, graph: ConceptGraph, scope: Scope) -> dict[str, Any]:
    """The same few figures, counted event by event."""
    begin, end, earlier = scope.begin, scope.end, 2 * scope.begin - scope.end
    active, answers = set[str](), 0
    alone, before = [0, 0], [0, 0]
    concepts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    who: dict[str, set[str]] = defaultdict(set)
    for each in await store.in_course(graph.course.id, (*WORK, "mark_settled")):
        at, event = int(each.at.timestamp()), each.event
        here = begin <= at < end
        if here and event.type in WORK:
            active.add(each.learner_id)
        if not isinstance(event, AttemptMade) or event.credit is None:
            continue
        answers += here
        if event.hints or event.attempt != 1 or not earlier <= at < end:
            continue
        total = alone if here else before
        total[0] += event.credit == 1
        total[1] += 1
        for concept in event.concepts:
            row = concepts[concept]
            row[0 if here else 2] += event.credit == 1
            row[1 if here else 3] += 1
            if here:
                who[concept].add(each.learner_id)
    return {
        "active": len(active),
        "answers": answers,
        "alone": tuple(alone),
        "before": tuple(before),
        "concepts": {
            name: (*concepts[name], len(who[name]))
            for name in graph.nodes
            if name in concepts and concepts[name][1]
        },
    }


# ---- the simulated class ----------------------------------------------------------------------


def simulated(course: Course, people: Sequence[str], events: int, seed: int = 1) -> Iterator[Made]:
    """About ``events`` events of these learners over a term that ends at `NOW`, oldest first."""
    rng = random.Random(seed)  # noqa: S311 - the same class every time
    begin = NOW - timedelta(weeks=_WEEKS)
    for who in people:
        yield who, begin, RoleGranted(course=course.id, role="student", by="", way="simulated")
    students = [
        _Student(who, rng.uniform(0.35, 0.95), rng.choice((1, 1, 1, 1, 1, 1, 1, 0.8)))
        for who in people
    ]
    items = [(s, i) for s, i in course.items() if isinstance(i, ChoiceItem | TrueFalseItem)]
    terms = [term.name for section in course.sections() for term in section.terms] or ["this"]
    made = 0
    while made < events:
        share = made / events
        at = begin + share * (NOW - begin)
        at = max(begin, at.replace(hour=rng.choice((8, 10, 15, 16, 17, 19, 20))))
        student = rng.choice([each for each in students if each.stops >= share])
        # The class goes through the course; each works at or before where it stands.
        place = int(len(items) * share * rng.uniform(0.6, 1))
        deeds = list(_deeds(rng, student, course, items[min(place, len(items) - 1)], terms))
        for n, event in enumerate(deeds):
            yield student.id, min(at + timedelta(seconds=40 * n), NOW), event
        made += len(deeds)


def _deeds(
    rng: random.Random,
    student: _Student,
    course: Course,
    asked: tuple[Section, Item],
    terms: Sequence[str],
) -> Iterator[Event]:
    section, item = asked
    where: dict[str, str] = {"course": course.id, "section": section.id}
    if rng.random() < 0.08:
        a, b = rng.choice(terms[:40]), rng.choice(terms[:40])
        covered = rng.random() < 0.8
        text = rng.choice(_ASKED).format(a=a, b=b) if covered else "is the replication crisis real"
        sections = (section.id,) if covered else ()
        yield QuestionAsked(course=course.id, question=text, covered=covered, sections=sections)
        return
    if rng.random() < 0.07:
        rating = 3 if rng.random() < student.level else 1
        yield Reviewed(**where, what=f"item:{item.id}", rating=rating, self_rated=False)
        return
    yield ItemOpened(**where, item=item.id)
    hints = 0
    while rng.random() > student.level + 0.15 and hints < 3:
        yield HintGiven(**where, item=item.id, hint=f"h{hints}", level=hints)
        hints += 1
    hard = random.Random(item.id).uniform(-0.25, 0.15)  # noqa: S311
    for attempt in (1, 2):
        right = rng.random() < student.level + hard
        said, belief = _answer(rng, item, right=right)
        yield AttemptMade(
            **where,
            item=item.id,
            concepts=section.concept_ids(item),
            answer=said,
            credit=float(right),
            hints=hints,
            attempt=attempt,
            misconception=belief,
        )
        if right:
            return


def _answer(rng: random.Random, item: Item, *, right: bool) -> tuple[str, str]:
    """What is picked, and what it shows."""
    if isinstance(item, TrueFalseItem):
        return str(item.answer == right).lower(), "" if right else item.misconception
    assert isinstance(item, ChoiceItem)
    picked = [choice for choice in item.choices if choice.correct == right]
    # One wrong option draws more than the others.
    choice = picked[min(int(rng.expovariate(1)), len(picked) - 1)]
    return choice.text, choice.misconception
