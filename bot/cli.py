"""The `studylamp` command. Each verb is a file in `bot/commands` and imports what it needs when
it runs, so that `studylamp --help` stays fast.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, NoReturn

import typer

from bot.commands import (
    ask,
    chat,
    course,
    demo,
    discord,
    doctor,
    eval,
    export,
    fit,
    guardians,
    ingest,
    pilot,
    rebuild,
    roster,
    search,
    serve,
    slack,
    take_over,
    teacher,
)
from bot.errors import StudylampError
from knowledge.problems import SourceError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"studylamp {version('studylamp')}")
        except PackageNotFoundError:  # run from a checkout that isn't installed
            print("studylamp (not installed)")
        raise typer.Exit


@app.callback()
def _studylamp(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Studylamp: a learning assistant that answers from your own course."""


for _command in (
    chat,
    slack,
    discord,
    serve,
    ask,
    search,
    course,
    ingest,
    teacher,
    roster,
    guardians,
    demo,
    pilot,
    export,
    take_over,
    fit,
    rebuild,
    eval,
    doctor,
):
    _command.register(app)


def main() -> None:
    """Entry point of the console script: no traceback ever reaches a person.

    Wrong usage, Ctrl-C and a reader that left (``| head``) are typer's to handle.
    """
    # A terminal that can't show a character gets a question mark instead of an error.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except (StudylampError, SourceError) as error:
        _fail(str(error), error)
    except Exception as error:
        words = " ".join(f"{type(error).__name__} {error}".split())[:200]
        hint = "STUDYLAMP_LOG_LEVEL=debug shows where."
        _fail(f"Something went wrong that should not have ({words}). {hint}", error)


def _fail(text: str, error: Exception) -> NoReturn:
    if os.environ.get("STUDYLAMP_LOG_LEVEL", "").lower() == "debug":
        raise error
    print(f"studylamp: {text}", file=sys.stderr)
    raise SystemExit(1)
