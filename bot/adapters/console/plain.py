"""Plain lines: for pipes, files, screen readers and terminals that can't do more."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from bot.adapters.console.screen import Numbered, harmless
from bot.mathtext import in_text
from bot.messages import Citation


class PlainScreen:
    """Writes each part as text: no escape codes, nothing moves. Lines are broken at words for a
    terminal and not at all for a pipe."""

    def __init__(self, out: TextIO, *, translate: Callable[[str], str] = str) -> None:
        self._out = out
        self._ = translate

    def _write(self, text: str) -> None:
        lines = harmless(text).strip("\n").split("\n")
        if self._out.isatty():
            width = shutil.get_terminal_size().columns
            lines = [_broken(line, width) for line in lines]
        self._out.write("\n".join(lines) + "\n")
        self._out.flush()

    def heading(self, name: str, course: str, lines: Sequence[str]) -> None:
        self._write("\n".join([" · ".join(filter(None, (name, course))), *lines]))
        self.settle()

    def said(self, line: str, *, shown: bool) -> None:
        if not shown:
            self._write("> " + line.replace("\n", "\n> "))

    def status(self, text: str) -> None:
        pass  # gone by the time it would be read

    def draft(self, delta: str) -> None:
        pass  # the text that follows has it all

    def text(self, markdown: str) -> None:
        self._write(in_text(markdown))

    def choices(self, prompt: str, options: Numbered) -> None:
        lines = [in_text(prompt)] if prompt else []
        self._write("\n".join([*lines, *(f"{n}) {in_text(label)}" for n, label in options)]))

    def buttons(self, options: Numbered) -> None:
        self._write("   ".join(f"{n} {in_text(label)}" for n, label in options))

    def citations(self, sources: Sequence[Citation]) -> None:
        for number, source in enumerate(sources, 1):
            mark = f"[{number}]" if len(sources) > 1 else self._("Source:")
            self._write(f"{mark} {source.course}, {source.section} {source.url}".rstrip())

    def saved(self, what: str, path: Path) -> None:
        self._write(f"[{what}] {path}")

    def note(self, text: str) -> None:
        self._write(text)

    def settle(self) -> None:
        self._out.write("\n")
        self._out.flush()


def _broken(line: str, width: int) -> str:
    """A line broken at words, what follows indented like its first words; addresses stay whole."""
    lead = re.match(r"[ >]*(?:[-*+] |\d+[.)] )?", line)
    indent = re.sub(r"[^ >]", " ", lead[0]) if lead else ""
    return textwrap.fill(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
