"""The command inside the test's process: quicker than starting a program."""

from __future__ import annotations

from dataclasses import dataclass

from typer.testing import CliRunner

from bot.cli import app
from bot.errors import StudylampError
from knowledge.problems import SourceError


@dataclass(frozen=True)
class Done:
    exit_code: int
    stdout: str
    stderr: str


def run(*arguments: str, input: str | None = None) -> Done:
    """Run `studylamp …`; an error with a text for a person ends as the program's `main` ends it."""
    result = CliRunner().invoke(app, list(arguments), input=input)
    error = result.exception
    if isinstance(error, StudylampError | SourceError):
        return Done(1, result.stdout, f"studylamp: {error}")
    if error and not isinstance(error, SystemExit):
        raise error
    return Done(result.exit_code, result.stdout, result.stderr)
