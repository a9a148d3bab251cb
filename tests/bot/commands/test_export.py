"""`studylamp export anki` as it is typed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli
from bot.app import database_url
from bot.learner.events import CourseChosen, Event, Reviewed
from bot.learner.store import Store, utc_now
from bot.settings import load
from knowledge.markdown.writer import write_course
from tests.bot.test_anki import notes
from tests.dialogs.courses import ALGEBRA, PSYCHOLOGY

Typed = Callable[..., tuple[int, str, str]]
EXTINCTION = Reviewed(
    course="psych", section="classical", what="term:extinction", rating=3, self_rated=True
)


@pytest.fixture
def typed(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    """Runs `studylamp export anki` with these words; gives exit code, output and errors."""
    for course in (PSYCHOLOGY, ALGEBRA):
        write_course(course, data_dir / "courses" / course.id)

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["studylamp", "export", "anki", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return run


def remember(person: str, *events: Event) -> None:
    async def append() -> None:
        store = await Store.open(database_url(load()))
        learner = await store.learner(person)
        await store.append(learner.id, events, at=utc_now())
        await store.close()

    asyncio.run(append())


def test_a_whole_course(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "psych.apkg"
    code, out, _ = typed("--course", "psych", file)
    assert (code, out) == (0, f"Wrote {file}: 5 notes of Tiny Psychology. Import it in Anki.\n")
    first = notes(file.read_bytes())
    assert len(first) == 5
    assert typed("--course", "psych", file)[0] == 0
    assert notes(file.read_bytes()).keys() == first.keys()


def test_what_one_person_has_in_review(typed: Typed, tmp_path: Path) -> None:
    remember("console:ana", EXTINCTION)
    remember("console:ben", CourseChosen(course="psych"))
    file = tmp_path / "ana.apkg"
    assert typed("--course", "psych", "--person", "console:ana", file)[0] == 0
    (fields,) = (fields for _, _, fields in notes(file.read_bytes()).values())
    assert fields[0] == "<p>extinction</p>"
    for nobody in ("console:ben", "console:stranger"):
        code, _, err = typed("--course", "psych", "--person", nobody, tmp_path / "none.apkg")
        assert code == 1
        assert f"{nobody} has nothing in review in Tiny Psychology" in err
    assert not (tmp_path / "none.apkg").exists()


def test_asking_about_a_stranger_leaves_no_trace(data_dir: Path) -> None:
    async def look() -> list[str | None]:
        store = await Store.open(database_url(load()))
        found = [await store.known("console:cy"), await store.known("console:cy")]
        learner = await store.learner("console:cy")
        found.append(await store.known("console:cy"))
        await store.close()
        return [*found, learner.id]

    first, second, third, made = asyncio.run(look())
    assert (first, second) == (None, None)
    assert third == made


@pytest.mark.parametrize(
    ("course", "name", "said"),
    [
        ("psych", "cards.zip", "try cards.apkg"),
        ("psych", "no/such/folder/x.apkg", "can't be written"),
        ("chemistry", "x.apkg", "There is no course “chemistry”"),
        ("algebra", "x.apkg", "no key terms and no choice items"),
    ],
)
def test_what_can_go_wrong_is_one_sentence(
    typed: Typed, tmp_path: Path, course: str, name: str, said: str
) -> None:
    code, out, err = typed("--course", course, tmp_path / name)
    assert (code, out) == (1, "")
    assert said in err
    assert "Traceback" not in err
