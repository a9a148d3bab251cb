"""The simulated class: the same for the same seed, whole, and apart from everybody real."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo import NAMES, WEEKS, Person, can_be_filled, simulate
from bot.learner.events import AttemptMade, HintGiven, QuestionAsked, RoleGranted
from knowledge.course import Course
from knowledge.library import Library
from tests.bot.commands.inside import run
from tests.fakes import tiny_course

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Library(tmp_path_factory.mktemp("data")).get("psychology")


@pytest.fixture(scope="module")
def people(course: Course) -> list[Person]:
    return simulate(course, students=len(NAMES), seed=7, now=NOW)


def attempts(person: Person) -> list[AttemptMade]:
    return [event for _, event in person.events if isinstance(event, AttemptMade)]


def test_the_same_seed_gives_the_same_class(course: Course, people: list[Person]) -> None:
    assert simulate(course, students=len(NAMES), seed=7, now=NOW) == people
    assert simulate(course, students=3, seed=7, now=NOW) == people[:3]
    assert simulate(course, students=3, seed=8, now=NOW) != people[:3]


def test_everybody_is_marked_and_within_the_weeks(people: list[Person]) -> None:
    assert len({person.login for person in people}) == len(NAMES)
    for person in people:
        ways = [e.way for _, e in person.events if isinstance(e, RoleGranted)]
        assert ways == ["simulated"]
        times = [at for at, _ in person.events]
        assert NOW - timedelta(weeks=WEEKS) <= min(times) and max(times) <= NOW


def test_they_differ_and_learn(people: list[Person]) -> None:
    rates = sorted(sum(a.credit or 0 for a in attempts(p)) / len(attempts(p)) for p in people)
    assert rates[-1] - rates[0] > 0.2
    everyone = [event for person in people for _, event in person.events]
    assert any(isinstance(e, HintGiven) for e in everyone)
    assert {e.covered for e in everyone if isinstance(e, QuestionAsked)} == {True, False}
    last = [max(at for at, e in p.events if isinstance(e, AttemptMade)) for p in people]
    assert any(NOW - at > timedelta(days=10) for at in last)
    assert sum(NOW - at < timedelta(days=10) for at in last) > len(people) / 2


def test_a_course_without_exercises(tmp_path: Path) -> None:
    assert not can_be_filled(tiny_course())


def test_the_command_fills_shows_and_removes(data_dir: Path) -> None:
    assert "no simulated class yet" in run("chat", "--demo", "--plain").stderr
    made = run("demo", "--students", "6")
    assert "6 students" in made.stdout and "--as ada" in made.stdout
    assert "already" in run("demo").stderr
    assert not (data_dir / "studylamp.db").exists()  # the record knows nothing of it
    said = run("chat", "--demo", "--plain", input="/class\n/class list\n").stdout
    assert "6 students" in said and "Ada Ruiz" in said and "class is simulated" in said
    assert "is gone" in run("demo", "--remove").stdout
    assert "no simulated class" in run("demo", "--remove").stdout
    assert not (data_dir / "demo").exists()
