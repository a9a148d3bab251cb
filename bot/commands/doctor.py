"""`studylamp doctor`: what works, what doesn't, and what to do about it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.doctor import Finding

_LOOKS = {"ok": "green", "note": "yellow", "problem": "bold red", "off": "dim"}


def register(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Say what is installed, configured and reachable, and what to do about the rest.

    Exit code 0 when Studylamp can answer questions, 1 when it can't.
    """
    import asyncio

    findings = asyncio.run(_examine(quiet=as_json))
    broken = [finding for finding in findings if finding.needed and finding.state == "problem"]
    if as_json:
        from dataclasses import asdict

        report = {"ok": not broken, "findings": [asdict(finding) for finding in findings]}
        typer.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        typer.echo(f"\n{_verdict(findings, broken)}")
    raise typer.Exit(1 if broken else 0)


async def _examine(*, quiet: bool) -> list[Finding]:
    findings = []
    async for finding in _all():
        findings.append(finding)
        if not quiet:
            _show(finding)
    return findings


async def _all() -> AsyncIterator[Finding]:
    from bot.doctor import Finding, examine
    from bot.errors import SettingsError
    from bot.logs import configure
    from bot.settings import load

    try:
        settings = load()
    except SettingsError as error:
        yield Finding("settings", "problem", str(error), "Mend that, then run this again.", True)
        return
    configure(settings.model_copy(update={"log_level": "error"}))  # the findings say it better
    async for finding in examine(settings):
        yield finding


def _show(finding: Finding) -> None:
    """One finding: a word for its state, what it says, and below that what to do."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    # Not a terminal: no wrapping, so that every finding is one line for grep.
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    do = f"\n{'':9}{'':20} -> {finding.do}" if finding.do else ""
    if not console.is_terminal:
        typer.echo(f"{finding.state:9}{finding.area:20} {finding.says}{do}")
        return
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=8)
    grid.add_column(width=20)
    grid.add_column()
    grid.add_row(
        Text(finding.state, style=_LOOKS[finding.state]), Text(finding.area), Text(finding.says)
    )
    console.print(grid)
    if finding.do:
        console.print(Padding(Text(f"→ {finding.do}", style="italic"), (0, 0, 0, 30)))


def _verdict(findings: list[Finding], broken: list[Finding]) -> str:
    if broken:
        return f"Studylamp can't work yet: {', '.join(each.area for each in broken)}."
    problems = sum(finding.state == "problem" for finding in findings)
    if problems:
        return (
            f"Studylamp works, but not all of it: {problems} problem{'s' * (problems > 1)} above."
        )
    return "All is well. Start with: studylamp chat"
