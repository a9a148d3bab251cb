"""rebuild, export, import and teacher: the record on the command line."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.learner.events import AttemptMade, CourseChosen, PlanSteered, RoleGranted
from bot.learner.store import Store, sqlite_url, utc_now
from tests.bot.commands.inside import run

ATTEMPT = AttemptMade(
    course="psychology", section="m82203", item="x", concepts=("c",), answer="b", credit=1
)


def fill(data_dir: Path, person: str = "x:ana", *events: object) -> None:
    async def write() -> None:
        store = await Store.open(sqlite_url(data_dir / "studylamp.db"))
        learner = await store.learner(person)
        await store.append(learner.id, list(events) or [ATTEMPT] * 3, at=utc_now())  # type: ignore[arg-type]
        await store.close()

    asyncio.run(write())


def events(data_dir: Path, person: str) -> list[str]:
    async def read() -> list[str]:
        store = await Store.open(sqlite_url(data_dir / "studylamp.db"))
        learner = await store.learner(person)
        found = [each.event.type for each in await store.events(learner.id)]
        await store.close()
        return found

    return asyncio.run(read())


def test_rebuild_and_check(data_dir: Path) -> None:
    fill(data_dir)
    assert run("rebuild", "--check").exit_code == 0
    done = run("rebuild", "--json")
    assert json.loads(done.stdout)["events"] == 3
    assert "What stands is what the log gives" in run("rebuild", "--check").stdout

    async def damage() -> None:
        from sqlalchemy import text

        store = await Store.open(sqlite_url(data_dir / "studylamp.db"))
        async with store._database.write() as connection:
            await connection.execute(text("UPDATE ratings SET mean = 5"))
        await store.close()

    asyncio.run(damage())
    found = run("rebuild", "--check")
    assert found.exit_code == 1
    assert "differs: item psychology/x" in found.stdout
    run("rebuild")
    assert run("rebuild", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("kind", "begin"), [("xapi", b"["), ("csv", b"\xef\xbb\xbfid,at"), ("record", b'{"studylamp"')]
)
def test_exports(data_dir: Path, tmp_path: Path, kind: str, begin: bytes) -> None:
    fill(data_dir)
    file = tmp_path / "out"
    done = run("export", kind, str(file), "--person", "x:ana")
    assert "3 events of x:ana" in done.stdout
    assert file.read_bytes().startswith(begin)
    lost = run("export", kind, str(tmp_path / "no" / "where"), "--person", "x:ana")
    assert "can't be written" in lost.stderr
    nobody = run("export", kind, str(file), "--person", "x:bob")
    assert nobody.exit_code == 1
    assert "Nobody called x:bob" in nobody.stderr


def test_a_record_moves_and_is_added_once(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(data_dir, "x:ana", ATTEMPT, CourseChosen(course="psychology"))
    file = tmp_path / "ana.jsonl"
    run("export", "record", str(file), "--person", "x:ana")
    new = tmp_path / "new"
    monkeypatch.setenv("STUDYLAMP_DATA_DIR", str(new))
    assert "Added 2 events" in run("import", str(file), "--person", "x:ana").stdout
    assert (
        "Added 0 events to the record of x:ana; 2 were there already"
        in run("import", str(file), "--person", "x:ana").stdout
    )
    assert sorted(events(new, "x:ana")) == ["attempt_made", "course_chosen", "learner_joined"]
    assert run("rebuild", "--check").exit_code == 0


def test_somebody_elses_record_is_refused(data_dir: Path, tmp_path: Path) -> None:
    fill(data_dir)
    file = tmp_path / "ana.jsonl"
    run("export", "record", str(file), "--person", "x:ana")
    done = run("import", str(file), "--person", "x:bob")
    assert done.exit_code == 1
    assert "the record of x:ana, not of x:bob; nothing was changed" in done.stderr
    assert "--was x:ana" in done.stderr
    assert events(data_dir, "x:bob") == []
    assert (
        "Added 3 events to the record of x:bob"
        in run("import", str(file), "--person", "x:bob", "--was", "x:ana").stdout
    )


def test_an_imported_record_makes_nobody_a_teacher(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(
        data_dir,
        "x:ana",
        RoleGranted(course="psychology", role="teacher", by="me"),
        PlanSteered(course="psychology", daily_minutes=1),
        ATTEMPT,
    )
    file = tmp_path / "ana.jsonl"
    run("export", "record", str(file), "--person", "x:ana")
    new = tmp_path / "new"
    monkeypatch.setenv("STUDYLAMP_DATA_DIR", str(new))
    assert "Added 1 events" in run("import", str(file), "--person", "x:ana").stdout
    assert sorted(events(new, "x:ana")) == ["attempt_made", "learner_joined"]


def test_a_bad_file_changes_nothing(data_dir: Path, tmp_path: Path) -> None:
    fill(data_dir)
    file = tmp_path / "ana.jsonl"
    run("export", "record", str(file), "--person", "x:ana")
    file.write_text(file.read_text() + "oops\n")
    done = run("import", str(file), "--person", "x:ana")
    assert done.exit_code == 1
    assert "Line 5: this is no JSON" in done.stderr
    assert "can't be read" in run("import", str(tmp_path / "none"), "--person", "x:ana").stderr
    assert len(events(data_dir, "x:ana")) == 3


def test_a_teacher_is_made_and_unmade(data_dir: Path) -> None:
    assert "x:eva teaches Psychology 2e" in run("teacher", "x:eva", "--course", "psychology").stdout

    async def teaches() -> frozenset[str]:
        store = await Store.open(sqlite_url(data_dir / "studylamp.db"))
        found = (await store.learner("x:eva")).teaches
        await store.close()
        return found

    assert asyncio.run(teaches()) == {"psychology"}
    assert (
        "no longer teaches" in run("teacher", "x:eva", "--course", "psychology", "--remove").stdout
    )
    assert asyncio.run(teaches()) == frozenset()
    assert run("teacher", "x:eva", "--course", "alchemy").exit_code == 1


def test_a_roster_on_the_command_line(data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "class.csv"
    file.write_text("name,email,role\nAna,ana@x.es,\nBen,nobody,\nEva,eva@x.es,teacher\n")
    wanted = ("roster", str(file), "--course", "psychology")
    tried = run(*wanted, "--dry-run")
    assert "Would import 2 people into Psychology 2e (1 student, 1 teacher): 2 new" in tried.stdout
    assert "class.csv:3: this is no e-mail address: nobody" in tried.stderr
    assert "2 new, 0 changed" in run(*wanted).stdout
    assert "0 new, 0 changed, 2 as before" in run(*wanted).stdout
    missing = run("roster", str(tmp_path / "no.csv"), "--course", "psychology")
    assert missing.exit_code == 1 and "can't be read" in missing.stderr
    file.write_text("mail\nana@x.es\n")
    none = run(*wanted)
    assert none.exit_code == 1 and "nothing was changed" in none.stderr
