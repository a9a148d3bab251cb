"""`studylamp ingest PATH…`: any known format into a course of this installation."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from knowledge.ingest.report import IngestReport


def register(app: typer.Typer) -> None:
    app.command()(ingest)


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files or folders; together one course.")
    ],
    course: Annotated[
        str | None, typer.Option(metavar="ID", help="The course's id; default: from the source.")
    ] = None,
) -> None:
    """Load a course: Markdown, OpenStax, OATutor, documents, GIFT or QTI.

    Loading again reads only what changed; an interrupted run goes on where it was.
    """
    from bot import settings
    from bot.adapters.console.screen import harmless
    from knowledge.ingest.pipeline import ingest as run

    data_dir = settings.load().data_dir
    try:
        with _progress() as progress:
            report = run(paths, data_dir, course_id=course, progress=progress)
    except KeyboardInterrupt:
        typer.echo("Stopped. The course is as it was; ingest again to go on from here.", err=True)
        raise typer.Exit(130) from None
    for line in _lines(report):
        typer.echo(harmless(line))  # it quotes the source, which must not steer the terminal
    if not report.loaded:
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on a terminal, a line for every tenth of the way otherwise."""
    if not _on_a_terminal():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, what="")

        def show(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, what=what)

        yield show


def _on_a_terminal() -> bool:
    return sys.stderr.isatty()


class _Lines:
    """Progress for logs."""

    def __init__(self) -> None:
        self._shown = -1

    def __call__(self, done: int, total: int, what: str) -> None:
        tenth = 10 * done // total if total else 10
        if tenth > self._shown:
            self._shown = tenth
            typer.echo(f"Reading: {done} of {total} sections", err=True)


def _lines(report: IngestReport) -> Iterator[str]:
    """The report, problems first so that the result is what is read last."""
    for problem in report.problems:
        yield f"{problem.severity}: {problem}"
    if report.kept:
        yield f"Kept as before: {', '.join(report.kept)}"
    if report.removed:
        yield f"Removed, no longer in the source: {', '.join(report.removed)}"
    if report.left_out:
        yield f"Left out: {', '.join(report.left_out)}"
    if report.resumed:
        yield f"{report.resumed} sections had already been read by an interrupted run."
    counts = ("added", "changed", "unchanged", "removed", "kept", "left_out")
    numbers = ", ".join(f"{len(getattr(report, n))} {n.replace('_', ' ')}" for n in counts)
    if not report.loaded:
        yield f"Nothing could be loaded from this {report.format} source: {numbers}."
        return
    yield f"{report.title} ({report.course_id}, from {report.format}): {numbers}."
    yield f"It is in {report.folder}. Try it: studylamp chat --course {report.course_id}"
