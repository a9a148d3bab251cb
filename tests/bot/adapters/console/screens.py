"""What a person would see: a terminal that understands just what rich's live display sends."""

from __future__ import annotations

import io
import re

from rich.console import Console

from bot.adapters.console import RichScreen
from bot.adapters.console.terminal import make_console

_CODE = re.compile(r"\x1b\[(\??[\d;]*)([A-Za-z])|\x1b\]8;[^\x1b]*\x1b\\|([\r\n])")


class Terminal(io.StringIO):
    """Remembers what was written and can tell what it looks like."""

    def isatty(self) -> bool:
        return True

    def lines(self) -> list[str]:
        """The lines on the screen and above it, from the first one."""
        rows, row, column, end = [""], 0, 0, 0
        for code in _CODE.finditer(written := self.getvalue()):
            rows[row], column = _put(rows[row], column, written[end : code.start()])
            end = code.end()
            count, letter, control = code.groups()
            if control == "\r":
                column = 0
            elif control == "\n":
                row, column = row + 1, 0
                rows += [""] * (row + 1 - len(rows))
            elif letter == "A":
                row -= int(count or 1)
                assert row >= 0
            elif letter == "K":
                rows[row] = ""
        rows[row], column = _put(rows[row], column, written[end:])
        return [line.rstrip() for line in rows]

    def shown(self) -> str:
        return "\n".join(self.lines()).strip("\n")


def _put(row: str, column: int, text: str) -> tuple[str, int]:
    row = row.ljust(column)
    return row[:column] + text + row[column + len(text) :], column + len(text)


def drawn(*, width: int = 80, height: int = 24, links: bool = False) -> tuple[RichScreen, Terminal]:
    """A screen and the terminal it draws on."""
    terminal = Terminal()
    console = make_console(terminal)
    assert isinstance(console, Console)
    console.size = (width, height)  # type: ignore[assignment]  # rich turns it into its own type
    return RichScreen(console, links=links), terminal
