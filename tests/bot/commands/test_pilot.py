"""`studylamp pilot`: planned here, approved with the teacher's code, reported when it is over."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.fingerprint import fingerprint
from bot.learner.events import (
    AttemptMade,
    Event,
    PilotAssigned,
    PilotCodeMade,
    PilotDecided,
    PilotPlanned,
    RoleGranted,
)
from bot.learner.store import Store, sqlite_url
from bot.pilot.check import held_back
from knowledge.markdown.writer import write_course
from tests.bot.commands.inside import Done, run
from tests.dialogs.courses import LIGHT

NOW = datetime.now(UTC)


def day(n: int) -> str:
    return (NOW + timedelta(days=n)).date().isoformat()


@pytest.fixture
def light(data_dir: Path) -> Path:
    write_course(LIGHT, data_dir / "courses" / "light")
    return data_dir


def plan(*more: str, since: int = 1, until: int = 8) -> Done:
    days = ("--from", day(since), "--until", day(until))
    arms = () if "--arm" in more else ("--arm", "hints", "--arm", "full")
    return run("pilot", "plan", "--course", "light", *days, *arms, *more)


def in_store(data_dir: Path, work: Callable[[Store], Awaitable[Any]]) -> Any:
    async def whole() -> Any:
        store = await Store.open(sqlite_url(data_dir / "studylamp.db"))
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(whole())


def enrol(data_dir: Path, count: int, code: str, pilot: str) -> None:
    """A teacher with a code, and a class."""

    async def work(store: Store) -> None:
        eva = (await store.learner("x:eva")).id
        new: list[tuple[str, datetime, Event]] = [
            (eva, NOW, RoleGranted(course="light", role="teacher", by="installer")),
            (eva, NOW, PilotCodeMade(course="light", pilot=pilot, print=fingerprint(code))),
        ]
        for n in range(count):
            learner = (await store.learner(f"x:s{n}")).id
            new.append((learner, NOW, RoleGranted(course="light", role="student", by=eva)))
        await store.classes.append(new)

    in_store(data_dir, work)


def pilot_of(done: Done) -> str:
    found = re.search(r"Planned as (\w+)", done.stdout)
    assert found, done.stderr
    return found[1]


def test_planned_approved_running(light: Path) -> None:
    done = plan("--seed", "5", "--section", "1.1", "--section", "u2")
    assert "full help: hints, reasons" in done.stdout
    assert "in 1.1 Rays, 2.1 Lenses, 2.2 A Word on History" in done.stdout
    assert "/pilot in the chat" in done.stdout
    pilot = pilot_of(done)
    waiting = json.loads(run("pilot", "status", "--course", "light", "--json").stdout)
    assert [(each["pilot"], each["phase"], each["seed"]) for each in waiting] == [
        (pilot, "waiting", 5)
    ]
    refused = run("pilot", "approve", "--course", "light", "--code", "guess")
    assert refused.exit_code == 1
    assert "/pilot code" in refused.stderr
    enrol(light, 5, "abcd2345", pilot)
    done = run("pilot", "approve", "--course", "light", "--code", "ABCD2345")
    assert "Approved. 5 students are drawn" in done.stdout
    again = run("pilot", "approve", "--course", "light", "--code", "abcd2345")
    assert "decided about already" in again.stderr
    status = run("pilot", "status", "--course", "light").stdout
    assert "coming" in status
    assert re.search(r"full +[23] drawn, 0 told, 0 opted out", status)
    early = run("pilot", "report", "--course", "light")
    assert early.exit_code == 1
    assert f"figures come after {day(20)}. Looking earlier" in early.stderr

    async def arms(store: Store) -> set[str]:
        found = await store.in_course("light", ("pilot_assigned",))
        return {each.event.arm for each in found if isinstance(each.event, PilotAssigned)}

    assert in_store(light, arms) == {"full", "hints"}


def test_too_few_to_approve(light: Path) -> None:
    enrol(light, 2, "abcd2345", pilot_of(plan()))
    done = run("pilot", "approve", "--course", "light", "--code", "abcd2345")
    assert "too few students: 2" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--arm", "full"), "Name at least two of full, hints and search"),
        (("--arm", "full", "--arm", "magic"), "“magic” is no kind of help"),
        (("--arm", "full", "--arm", "full"), "same help"),
        (("--section", "9.9"), "no section “9.9”"),
        (("--section", "2.2"), "needs 4 questions"),
        (("--quiz", day(3)), "before the help ends"),
        (("--quiz", day(20), "--quiz-until", day(15)), "quiz would be over"),
    ],
)
def test_what_cant_be_planned(light: Path, arguments: tuple[str, ...], said: str) -> None:
    done = plan(*arguments)
    assert done.exit_code == 1
    assert said in done.stderr
    assert run("pilot", "status", "--course", "light", "--json").stdout.strip() == "[]"


def test_dates_and_other_pilots(light: Path) -> None:
    assert "last day is before" in plan(since=8, until=2).stderr
    assert "in the past" in plan(since=-20, until=-10).stderr
    first = pilot_of(plan())
    assert f"overlap with pilot {first}" in plan(since=5, until=9).stderr
    assert "Planned as" in plan(since=40, until=50).stdout


def test_no_course_and_no_pilot(light: Path) -> None:
    assert "no course “alchemy”" in run("pilot", "report", "--course", "alchemy").stderr
    assert "No pilot is planned" in run("pilot", "status", "--course", "light").stdout
    assert "pilot plan" in run("pilot", "report", "--course", "light").stderr
    pilot_of(plan())
    assert "never approved" in run("pilot", "report", "--course", "light").stderr


def finished(data_dir: Path) -> None:
    """A pilot that is over: six of ten know everything with full help, one of ten without."""
    quiz = held_back(LIGHT, (), 1)
    new = PilotPlanned(
        course="light", pilot="p1", arms=("full", "search"), unit="student", seed=1, quiz=quiz,
        since=NOW - timedelta(days=30), until=NOW - timedelta(days=20),
        quiz_since=NOW - timedelta(days=10), quiz_until=NOW - timedelta(days=5),
    )  # fmt: skip

    async def work(store: Store) -> None:
        eva = (await store.learner("x:eva")).id
        word = PilotDecided(
            course="light", pilot="p1", decision="approved", at=NOW - timedelta(days=31)
        )
        events: list[tuple[str, datetime, Event]] = [(eva, NOW, new), (eva, NOW, word)]
        for n in range(20):
            learner = (await store.learner(f"x:s{n}")).id
            helped = n < 10
            knows = n < 6 or n == 19
            lot = {"arm": "full" if helped else "search", "level": "unknown", "stratum": "unknown"}
            events += [
                (learner, NOW, RoleGranted(course="light", role="student", by=eva)),
                (learner, NOW, PilotAssigned(course="light", pilot="p1", **lot)),  # type: ignore[arg-type]
            ]
            events += [
                (
                    learner,
                    NOW - timedelta(days=9),
                    AttemptMade(
                        course="light", section="s", item=item, concepts=(), answer="x",
                        credit=float(knows), mode="silent", quiz="p1",
                    ),
                )
                for item in quiz
            ]  # fmt: skip
        await store.classes.append(events)

    in_store(data_dir, work)


def test_the_report(light: Path, tmp_path: Path) -> None:
    finished(light)
    found = json.loads(run("pilot", "report", "--course", "light", "--json").stdout)
    (effect,) = found["measures"]["quiz"]["effects"]
    # .6 − .1; variances .24/.9 and .09/.9 over ten each; df 14.9, t 2.1326.
    assert effect["difference"] == 0.5
    assert effect["low"] == pytest.approx(0.5 - 2.1326 * (0.33 / 9) ** 0.5, abs=2e-4)
    assert found["people"]["full"]["quiz"] == 10
    text = run("pilot", "report", "--course", "light").stdout
    assert "**Delayed quiz:** 60% right with full help, 10% with search answers only." in text
    assert "What this can’t tell" in text
    assert "only a big difference would be seen" in text
    file = tmp_path / "informe.md"
    done = run("pilot", "report", "--course", "light", "--language", "es", "--out", str(file))
    assert "Wrote" in done.stdout
    assert "# Piloto en Light" in file.read_text(encoding="utf-8")
    lost = run("pilot", "report", "--course", "light", "--out", str(tmp_path / "no" / "x.md"))
    assert "can't be written" in lost.stderr
