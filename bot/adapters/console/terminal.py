"""A real terminal, with rich: Markdown, hyperlinks, an answer that grows as it is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from rich.console import (
    Console,
    ConsoleOptions,
    Group,
    OverflowMethod,
    RenderableType,
    RenderResult,
)
from rich.constrain import Constrain
from rich.live import Live
from rich.segment import Segment
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from bot.adapters.console.markdown import ChatMarkdown, inline
from bot.adapters.console.plain import PlainScreen
from bot.adapters.console.screen import Numbered, harmless
from bot.messages import Citation

WIDEST = 96
"""Columns of running text; longer lines are hard to read on a wide terminal."""

_REFRESHES = 12
"""A second: as smooth as reading needs."""

# The sixteen colours every terminal has its own shade of, so that light and dark both work.
_THEME = Theme(
    {
        "markdown.code": "cyan",
        "markdown.code_block": "cyan",
        "markdown.h1": "bold",
        "markdown.h2": "bold",
        "markdown.h3": "bold",
        "markdown.h4": "bold",
        "markdown.item.number": "cyan",
        "markdown.item.bullet": "cyan",
        "markdown.block_quote": "italic",
        "markdown.link": "underline",
        "markdown.link_url": "underline",
        "lamp.name": "bold cyan",
        "lamp.key": "bold cyan",
        "lamp.quiet": "dim",
    }
)


def make_console(out: TextIO) -> Console:
    """The console of a terminal. Colours, NO_COLOR and the width are rich's to find out."""
    return Console(file=out, theme=_THEME, highlight=False, markup=False, emoji=False)


def best_screen(
    out: TextIO, *, plain: bool = False, translate: Callable[[str], str] = str
) -> RichScreen | PlainScreen:
    """The best that ``out`` can show: a pipe, a file or a dumb terminal gets plain lines."""
    console = make_console(out)
    if plain or not console.is_terminal or console.is_dumb_terminal:
        return PlainScreen(out, translate=translate)
    return RichScreen(console, translate=translate)


def shows_links(environment: Mapping[str, str]) -> bool:
    """True for terminals known to show hyperlinks (OSC 8); the others would hide the address."""
    known = ("VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM")
    programs = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
    terms = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour")
    if "TMUX" in environment or "STY" in environment:
        return False  # whether it comes through depends on their version and settings
    return (
        any(name in environment for name in known)
        or environment.get("TERM_PROGRAM") in programs
        or environment.get("TERM", "").startswith(terms)
    )


class RichScreen:
    """Draws on a terminal."""

    def __init__(
        self,
        console: Console,
        *,
        links: bool | None = None,
        translate: Callable[[str], str] = str,
    ) -> None:
        self._console = console
        self._links = shows_links(os.environ) if links is None else links
        self._ = translate
        self._live: Live | None = None
        self._growing = ""
        self._spinner: Spinner | None = None
        self._gap_made = False
        self._sources_above = False

    # ---- what moves ----

    def status(self, text: str) -> None:
        words = Text(harmless(text), style="lamp.quiet")
        if self._spinner:
            self._spinner.update(text=words)
        else:
            self._spinner = Spinner("dots", words)
        self._move()

    def draft(self, delta: str) -> None:
        self._growing += delta
        self._spinner = None
        self._move()

    def _move(self) -> None:
        if self._live is None:
            self._gap()
            self._live = Live(
                _Frame(self._moving),
                console=self._console,
                refresh_per_second=_REFRESHES,
                vertical_overflow="crop",
            )
            self._live.start(refresh=True)

    def _moving(self) -> RenderableType:
        answer = [_Tail(self._markdown(self._growing))] if self._growing else []
        return Group(*answer, *([self._spinner] if self._spinner else []))

    def _replace(self, final: RenderableType | None) -> None:
        """End the moving display; its last frame is ``final``, so nothing flickers."""
        if self._live:
            self._live.transient = final is None
            self._live.update(final or "", refresh=True)
            self._live.stop()
            self._gap_made, self._sources_above = final is None, False
        elif final is not None:
            self._put(final)
        self._live, self._growing, self._spinner = None, "", None

    def _put(self, renderable: RenderableType, *, overflow: OverflowMethod | None = None) -> None:
        self._console.print(renderable, overflow=overflow)
        self._gap_made = self._sources_above = False

    def _gap(self) -> None:
        """A blank line above what comes next, unless there is one."""
        if not self._gap_made:
            self._console.print()
        self._gap_made = True

    def settle(self) -> None:
        self._replace(self._markdown(self._growing) if self._growing else None)
        self._gap()

    # ---- what stays ----

    def heading(self, name: str, course: str, lines: Sequence[str]) -> None:
        title = Text(name, style="lamp.name")
        if course:
            title.append(f" · {harmless(course)}", style="bold")
        self._put(title)
        for line in lines:
            self._put(Text(harmless(line), style="lamp.quiet"))
        self._gap()

    def said(self, line: str, *, shown: bool) -> None:
        self._gap_made = False
        if not shown:
            self._put(Text.assemble(("› ", "lamp.key"), harmless(line)))

    def text(self, markdown: str) -> None:
        self._gap()
        self._replace(self._markdown(markdown))

    def choices(self, prompt: str, options: Numbered) -> None:
        self._gap()
        self._replace(None)
        if prompt:
            self._put(self._markdown(prompt))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", no_wrap=True)
        grid.add_column(overflow="fold")
        for number, label in options:
            grid.add_row(Text(f"  {number}", style="lamp.key"), inline(label))
        self._put(Constrain(grid, WIDEST))

    def buttons(self, options: Numbered) -> None:
        self._replace(None)
        if self._sources_above:
            self._gap()
        room = min(WIDEST, self._console.width)
        line = Text()
        for number, label in options:
            button = Text.assemble((number, "lamp.key"), " ", inline(label))
            if line and line.cell_len + 3 + button.cell_len > room:
                self._put(line)
                line = Text()
            line.append("   " if line else "").append_text(button)
        self._put(line)

    def citations(self, sources: Sequence[Citation]) -> None:
        self._replace(None)
        for number, source in enumerate(sources, 1):
            mark = f"[{number}]" if len(sources) > 1 else self._("Source:")
            label, url = harmless(f"{source.course}, {source.section}"), harmless(source.url)
            line = Text.assemble((mark, "lamp.quiet"), " ", label)
            if url and self._links:
                line.stylize(f"underline link {url}", len(mark) + 1)
            elif url:
                fits = line.cell_len + len(url) + 3 <= self._console.width
                line.append(f" · {url}" if fits else f"\n  {url}")
            self._put(line, overflow="fold")
        self._sources_above = True

    def saved(self, what: str, path: Path) -> None:
        self._replace(None)
        self._put(Text(harmless(what), style="italic"))
        self._put(Text(f"↳ {path}", style="lamp.quiet", overflow="fold"))

    def note(self, text: str) -> None:
        self._replace(None)
        self._put(Text(harmless(text), style="lamp.quiet"))

    def _markdown(self, markdown: str) -> RenderableType:
        return Constrain(ChatMarkdown(markdown, links=self._links), WIDEST)


class _Frame:
    """Drawn anew each time, so that a spinner turns and a draft grows."""

    def __init__(self, draw: Callable[[], RenderableType]) -> None:
        self._draw = draw

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._draw()


class _Tail:
    """The last lines of something that grows, as many as fit: the terminal never has to scroll."""

    def __init__(self, renderable: RenderableType) -> None:
        self._renderable = renderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = console.render_lines(self._renderable, options.update(height=None), pad=False)
        for line in lines[-max(1, console.height - 3) :]:
            yield from line
            yield Segment.line()
