"""`studylamp course` and `studylamp ingest` as they are typed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli
from knowledge.course import ITEM_KINDS
from knowledge.markdown.check import check_folder
from tests.knowledge.folders import course, section, write

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs `studylamp` with these words; gives exit code, output and errors."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["studylamp", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return run


def test_a_new_course_shows_every_item_kind_and_passes_its_check(
    typed: Typed, tmp_path: Path
) -> None:
    folder = tmp_path / "physics"
    code, out, _ = typed("course", "new", folder, "--title", 'My "course" \\o/', "--language", "de")
    assert code == 0
    assert f"studylamp course check {folder}" in out
    read, problems = check_folder(folder)
    assert problems == [] and read
    assert (read.course.id, read.course.language) == ("physics", "de")
    assert read.course.title == 'My "course" \\o/'
    items = [item for _, item in read.course.items()]
    assert {item.kind for item in items} == set(ITEM_KINDS)
    assert any(hint.kind == "scaffold" for item in items for hint in item.hints)
    assert typed("course", "check", folder)[0] == 0


def test_new_overwrites_nothing(typed: Typed, tmp_path: Path) -> None:
    write(tmp_path / "x", {"mine.txt": "mine"})
    code, _, err = typed("course", "new", tmp_path / "x")
    assert code == 1
    assert "not empty. Nothing was changed" in err
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["mine.txt"]
    assert typed("course", "new", tmp_path / "a b")[0] == 1
    assert typed("course", "new", tmp_path / "y", "--language", "English")[0] == 1


def test_check_tells_everything_with_file_and_line(typed: Typed, tmp_path: Path) -> None:
    folder = course(
        tmp_path / "c",
        {"a.md": section("a") + "::: essay\n", "b.md": section("b", front="x = 1\n"), "c.md": ""},
    )
    code, out, _ = typed("course", "check", folder)
    assert code == 1
    lines = out.splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["a.md:7:", "b.md:4:", "c.md:1:"]
    assert lines[-1] == "C (1 unit, 2 sections, 0 items): 3 errors, 0 warnings."


def test_check_of_warnings_alone_passes(typed: Typed, tmp_path: Path) -> None:
    folder = course(tmp_path / "c", {"a.md": section("a")})
    write(folder, {"b.md": section("b")})
    code, out, _ = typed("course", "check", folder / "course.toml")
    assert code == 0
    assert "b.md: warning: " in out


def test_check_of_something_else_says_what_to_do(typed: Typed, tmp_path: Path) -> None:
    assert "studylamp ingest" in typed("course", "check", tmp_path)[2]
    assert "There is no course 'nope'" in typed("course", "check", "nope")[2]


def test_ingest_list_and_show(typed: Typed, tmp_path: Path) -> None:
    folder = tmp_path / "physics"
    typed("course", "new", folder)
    code, out, err = typed("ingest", folder)
    assert code == 0
    assert "3 added, 0 changed, 0 unchanged" in out
    assert "Reading: 3 of 3 sections" in err
    assert "0 added, 0 changed, 3 unchanged" in typed("ingest", folder)[1]

    _, out, _ = typed("course", "list")
    assert "physics" in out and "2 units, 3 sections, 11 items" in out
    _, out, _ = typed("course", "list", "--json")
    rows = {row["id"]: row for row in map(json.loads, out.splitlines())}
    assert rows["physics"]["items"] == 11 and not rows["physics"]["shipped"]

    _, out, _ = typed("course", "show", "physics")
    assert "1.1 Speed and Velocity  [speed]: 2 terms, 6 items" in out
    code, out, _ = typed("course", "show", "physics", "--section", "newton")
    assert code == 0 and out.startswith("+++\n") and "::: matching newton-1" in out
    assert "Did you mean `newton`?" in typed("course", "show", "physics", "--section", "neton")[2]
    assert "Did you mean `physics`?" in typed("course", "show", "phisics")[2]


def test_ingest_of_a_partly_broken_source_warns_and_of_a_useless_one_fails(
    typed: Typed, tmp_path: Path
) -> None:
    folder = course(tmp_path / "c", {"a.md": section("a"), "b.md": "no title"})
    code, out, _ = typed("ingest", folder)
    assert code == 0
    assert "error: b.md:1: This section has no title" in out
    assert "Left out: b" in out
    folder = course(tmp_path / "d", {"b.md": "no title"})
    code, out, _ = typed("ingest", folder, "--course", "d")
    assert code == 1
    assert "Nothing could be loaded" in out


def test_ingest_of_an_unknown_format_names_the_known_ones(typed: Typed, tmp_path: Path) -> None:
    write(tmp_path, {"song.mp3": b"ID3\x04\0\0"})
    code, _, err = typed("ingest", tmp_path / "song.mp3")
    assert code == 1
    assert "OpenStax CNXML" in err and "QTI" in err


def test_a_single_section_file_is_a_course_of_one(typed: Typed, tmp_path: Path) -> None:
    write(tmp_path, {"waves.md": section("waves", items=("q",))})
    assert typed("ingest", tmp_path / "waves.md")[0] == 0
    assert "1 unit, 1 section, 1 item" in typed("course", "show", "waves")[1]


def test_ctrl_c_says_how_to_go_on(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("knowledge.ingest.pipeline.ingest", stopped)
    code, _, err = typed("ingest", tmp_path)
    assert code == 130
    assert "ingest again to go on" in err


def test_a_terminal_gets_a_progress_bar(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.ingest._on_a_terminal", lambda: True)
    folder = course(tmp_path / "c", {"a.md": section("a")})
    code, out, err = typed("ingest", folder)
    assert code == 0
    assert "1 added" in out and "Reading: " not in err


def test_a_course_cannot_steer_the_terminal(typed: Typed, tmp_path: Path) -> None:
    folder = course(tmp_path / "c", {"a.md": section("a") + "::: \x1b[2Jessay\n\nText \x1b[31m\n"})
    outputs = [typed("course", "check", folder)[1], typed("ingest", folder)[1]]
    outputs.append(typed("course", "show", "c", "--section", "a")[1])
    assert [text for text in outputs if "\x1b" in text] == []
