"""Learners, events and token usage, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.learner.events import CourseChosen, HintGiven, LearnerJoined, PreferencesChanged
from bot.learner.model import Preferences
from bot.learner.store import Store
from tests.bot.learner.conftest import Open
from tests.fakes import NOON, FakeClock

ROOT = Path(__file__).parents[3]


async def test_a_person_is_the_same_learner_every_time(store: Store) -> None:
    ana, ben = await store.learner("slack:T1:ana"), await store.learner("slack:T1:ben")
    assert ana.id != ben.id
    assert (await store.learner("slack:T1:ana")).id == ana.id
    assert "ana" not in ana.id


async def test_a_person_met_twice_at_once_is_one_learner(open_store: Open) -> None:
    one, other = await open_store(), await open_store()
    met = await asyncio.gather(*(s.learner("x:ana") for s in [one, other] * 5))
    assert len({learner.id for learner in met}) == 1


async def test_a_learner_is_new_until_they_joined(store: Store) -> None:
    learner = await store.learner("x:ana")
    assert learner.new
    await store.append(learner.id, [LearnerJoined()], at=NOON)
    assert not (await store.learner("x:ana")).new


async def test_the_profile_is_what_the_log_said_last(store: Store) -> None:
    ana, ben = await store.learner("x:ana"), await store.learner("x:ben")
    hints = Preferences(language="es", help="hints")
    await store.append(
        ana.id,
        [
            PreferencesChanged(preferences=Preferences(language="en")),
            CourseChosen(course="algebra"),
            PreferencesChanged(preferences=hints),
            CourseChosen(course="psychology"),
        ],
        at=NOON,
    )
    await store.append(ben.id, [CourseChosen(course="physics")], at=NOON)
    ana = await store.learner("x:ana")
    assert (ana.preferences, ana.course) == (hints, "psychology")
    assert (await store.learner("x:ben")).course == "physics"


async def test_events_come_back_as_they_were(store: Store, clock: FakeClock) -> None:
    learner = await store.learner("x:ana")
    hint = HintGiven(course="a", section="s", item="i", hint="h1", level=0)
    await store.append(learner.id, [LearnerJoined(), hint], at=NOON)
    clock.pass_(hours=1)
    await store.append(learner.id, [CourseChosen(course="ñandú \u2603")], at=clock())
    stored = await store.events(learner.id)
    assert [each.event for each in stored] == [
        LearnerJoined(), hint, CourseChosen(course="ñandú \u2603"),
    ]  # fmt: skip
    assert [each.at for each in stored] == [NOON, NOON, clock()]
    only = await store.events(learner.id, types=["hint_given"])
    assert [each.event for each in only] == [hint]


async def test_tokens_are_counted_by_day_from_any_number_of_processes(open_store: Open) -> None:
    one, other = await open_store(), await open_store()
    today, tomorrow = date(2026, 11, 20), date(2026, 11, 21)
    assert await one.tokens_used(today) == 0
    await asyncio.gather(*(s.add_tokens(today, 3) for s in [one, other] * 10))
    await one.add_tokens(tomorrow, 3_000_000_000)
    assert await other.tokens_used(today) == 60
    assert await other.tokens_used(tomorrow) == 3_000_000_000


async def test_opening_again_keeps_everything(open_store: Open) -> None:
    first = await open_store()
    learner = await first.learner("x:ana")
    await first.close()
    assert (await (await open_store()).learner("x:ana")).id == learner.id


def test_two_programs_that_start_together_migrate_once(url: str) -> None:
    script = (
        "import asyncio, sys\n"
        "from bot.learner.store import Store\n"
        "async def main():\n"
        "    sys.stdin.readline()\n"  # so that they all get here before one goes on
        "    store = await Store.open(sys.argv[1])\n"
        "    print((await store.learner('x:ana')).id)\n"
        "    await store.close()\n"
        "asyncio.run(main())\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            text=True,
        )
        for _ in range(2)
    ]
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert len(set(said)) == 1


async def test_the_migrations_make_exactly_the_tables_that_the_code_uses(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from bot.learner.store.tables import metadata

    async with store._database.read() as connection:
        differences = await connection.run_sync(
            lambda c: compare_metadata(
                MigrationContext.configure(c, opts={"compare_type": True}), metadata
            )
        )
    assert differences == []


def test_the_schema_is_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from bot.learner.store.migrate import SCHEMA

    config = Config()
    config.set_main_option("script_location", str(ROOT / "bot/learner/migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]


async def test_a_store_of_a_newer_version_is_left_alone(open_store: Open, url: str) -> None:
    from bot.errors import StoreTooNew

    store = await open_store()
    async with store._database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9000'"))
    await store.close()
    before = _content(url)
    with pytest.raises(StoreTooNew, match=r"newer Studylamp \(9000\).*nothing was changed"):
        await Store.open(url)
    assert _content(url) == before


def _content(url: str) -> bytes:
    file = Path(url.removeprefix("sqlite:///"))
    return file.read_bytes() if file.exists() else b""
