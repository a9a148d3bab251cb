"""The `studylamp` command as a person meets it: help, errors, pipes, a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.commands import shared
from bot.errors import SettingsError
from evals.startup import seconds_to_prompt
from knowledge.markdown.writer import write_course
from knowledge.problems import SourceError
from tests.fakes import tiny_course

PROGRAM = [sys.executable, "-c", "from bot.cli import main; main()"]
CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a course of its own; shared, because reading the shipped ones takes long."""
    folder = tmp_path_factory.mktemp("installation")
    write_course(tiny_course(), folder / "courses" / "tiny")
    return folder


@pytest.fixture
def course(installation: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of that course, in the installation that the commands use."""
    monkeypatch.setenv("STUDYLAMP_DATA_DIR", str(installation))
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    return "tiny"


def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Runs the command in this process and returns its exit code."""
    monkeypatch.setattr(sys, "argv", ["studylamp", *arguments])
    with pytest.raises(SystemExit) as left:
        cli.main()
    return int(left.value.code or 0)


# ---- light -----------------------------------------------------------------------------------

HEAVY = (
    "alembic babel bm25s chromadb docx langchain langchain_core lxml numpy onnxruntime openai "
    "pptx prompt_toolkit pydantic_settings pypdf sqlalchemy Stemmer tokenizers unicodeit"
).split()


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['studylamp', '--help']\n"
        "from bot.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*(name for name in sys.modules if '.' not in name))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    text, _, modules = done.stdout.rstrip().rpartition("\n")
    assert "chat" in text
    assert "ingest" in text
    assert not set(HEAVY) & set(modules.split())


def test_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "--version") == 0
    assert capsys.readouterr().out.startswith("studylamp ")


# ---- errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (SettingsError("LOG_LEVEL is {wrong}.", wrong="loud"), "studylamp: LOG_LEVEL is loud.\n"),
        (SourceError("book.pdf is encrypted."), "studylamp: book.pdf is encrypted.\n"),
        (ZeroDivisionError("division\nby zero"), "(ZeroDivisionError division by zero)"),
    ],
)
def test_errors_are_one_line(
    error: Exception,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails() -> None:
        raise error

    monkeypatch.setattr(cli, "app", fails)
    assert call(monkeypatch) == 1
    printed = capsys.readouterr()
    assert says in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""
    monkeypatch.setenv("STUDYLAMP_LOG_LEVEL", "debug")
    with pytest.raises(type(error)):
        cli.main()


def test_wrong_usage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "chart") == 2
    assert "No such command 'chart'" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["ask", "chat"])
def test_an_unknown_course_lists_those_there_are(
    command: str,
    course: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["what is memory?"] if command == "ask" else []
    assert call(monkeypatch, command, *arguments, "--course", "biology") == 1
    error = capsys.readouterr().err
    assert "no course “biology”" in error
    assert "tiny" in error
    assert "Tiny Psychology" in error


def test_ctrl_c_ends_a_command_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("asyncio.run", pressed)
    monkeypatch.setattr("bot.commands.ask._ask", lambda *_, **__: None)
    assert call(monkeypatch, "ask", "what is memory?") == 130
    assert capsys.readouterr().err == ""


def test_the_terminals_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert shared.locale() == "es-MX"
    monkeypatch.setenv("LC_ALL", "C")
    assert shared.locale() == "es-MX"
    monkeypatch.delenv("LANG")
    assert shared.locale() is None


# ---- the whole program -----------------------------------------------------------------------


def test_ask_prints_an_answer_with_its_source(course: str) -> None:
    done = run("ask", "what is classical conditioning?", "--course", course)
    assert done.returncode == 0, done.stderr
    assert "learning in which a stimulus comes to announce another" in done.stdout
    assert "Source: Tiny Psychology, 6.1 Classical Conditioning" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_ask_as_json(course: str) -> None:
    done = run("ask", "-", "--course", course, "--json", stdin="what is classical conditioning?\n")
    *parts, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert [part["part"]["type"] for part in parts][:2] == ["text", "citations"]
    assert last["done"] is True


def test_chat_through_a_pipe(course: str) -> None:
    lines = "what is classical conditioning?\nwho won the 1998 world cup\n\n/help"
    done = run("chat", "--course", course, stdin=lines)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Studylamp · Tiny Psychology\n")
    assert "> what is classical conditioning?\n" in done.stdout
    assert "Source: Tiny Psychology, 6.1 Classical Conditioning" in done.stdout
    assert "/course" in done.stdout
    assert done.stdout.endswith("See you next time.\n")
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_a_reader_that_leaves_is_no_error(course: str) -> None:
    command = f"{' '.join(map(repr, PROGRAM))} chat --course tiny | head -n 1"
    done = subprocess.run(
        ["sh", "-c", command], input="/help\n" * 50, capture_output=True, text=True, check=True
    )
    assert done.stdout == "Studylamp · Tiny Psychology\n"
    assert done.stderr == ""


def test_chat_as_json_lines(course: str) -> None:
    lines = '{"id": 1, "person": "ana", "text": "/help"}\nnot json\n'
    done = run("chat", "--json", "--course", course, stdin=lines)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert any("/course" in line["part"]["markdown"] for line in said if "part" in line)
    assert {line.get("reply_to") for line in said} == {1, None}


def test_chat_in_a_terminal_reaches_its_prompt(course: str, installation: Path) -> None:
    assert seconds_to_prompt(installation, ["chat", "--course", course]) > 0
    assert (installation / "history").exists()
