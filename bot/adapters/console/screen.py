"""What the chat asks of a screen, whatever kind of terminal it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bot.messages import Citation

Numbered = Sequence[tuple[str, str]]
"""Options as they are picked: number and label."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Screen(Protocol):
    """Shows the parts of an answer. All texts are Markdown with LaTeX unless said otherwise."""

    def heading(self, name: str, course: str, lines: Sequence[str]) -> None:
        """The first screen; plain text."""

    def said(self, line: str, *, shown: bool) -> None:
        """What the learner wrote (plain text), and whether the terminal has shown it already."""

    def status(self, text: str) -> None:
        """What is going on; may vanish at any moment."""

    def draft(self, delta: str) -> None:
        """The next piece of an answer that `text` will replace."""

    def text(self, markdown: str) -> None: ...

    def choices(self, prompt: str, options: Numbered) -> None: ...

    def buttons(self, options: Numbered) -> None: ...

    def citations(self, sources: Sequence[Citation]) -> None: ...

    def saved(self, what: str, path: Path) -> None:
        """A picture (described in words) or a file that was saved; plain text."""

    def note(self, text: str) -> None:
        """A word of the program itself, not of the answer; plain text."""

    def settle(self) -> None:
        """The answer is complete or was stopped: nothing moves any more."""


def harmless(text: str) -> str:
    """Without control characters: what others wrote must not steer the terminal."""
    return _CONTROL.sub("", text)
