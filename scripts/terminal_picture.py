"""Makes the README's picture of the terminal and its transcript from real conversations.

    python scripts/terminal_picture.py

Everything is the running program but the keyboard: the lines below are typed into it, without a
model, in an empty data folder. Writes docs/terminal.svg and the README's part between the
``transcript`` marks.
"""

from __future__ import annotations

import asyncio
import io
import os
import random
import re
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from bot.adapters.console import Chat, Display, LineEntry, RichScreen, Suggestions, make_console
from bot.app import build
from bot.commands.chat import open_chat
from bot.i18n import translator_for
from bot.settings import load

ROOT = Path(__file__).parent.parent
WIDTH = 80
SEED = 1
PICTURE = (
    "elementary-algebra",
    "give me an exercise on solving equations with fractions",
    "hint",
    "x = 7",
    "x = 12",
)
TRANSCRIPT = (
    "psychology",
    "what's the difference between negative reinforcement and punishment? i always mix them up",
    "who won the 1998 world cup",
    "rewarding successive approximations toward a target behavior is what?",
    "i think its extinction",
    "a",
    "thanks!",
)
"""Each a course and what is typed."""


class _Still(RichScreen):
    """Without what moves: a picture shows no passing moments."""

    def status(self, text: str) -> None:
        pass

    def draft(self, delta: str) -> None:
        pass


async def _typed(lines: Sequence[str]) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def converse(course: str, *lines: str, screen: RichScreen) -> None:
    """Hold one conversation as a new learner."""
    random.seed(SEED)
    with tempfile.TemporaryDirectory() as folder:
        settings = load().model_copy(update={"data_dir": Path(folder), "llm": ("offline",)})
        rng = random.Random(SEED)  # noqa: S311  # the same wordings each time
        async with build(settings, rng=rng) as lamp:
            chat = Chat(
                handle=lamp.handle,
                person="ana",
                entry=LineEntry(_typed(lines)),
                display=Display(screen, Path(folder), translator_for("en").gettext),
                suggestions=Suggestions({}),
            )
            await open_chat(chat, lamp, course)
            await chat.run()


def main() -> None:
    os.environ |= {"TERM": "xterm-256color", "COLUMNS": str(WIDTH), "FORCE_COLOR": "1"}
    console = make_console(io.StringIO())
    console.record = True
    asyncio.run(converse(*PICTURE, screen=_Still(console, links=True)))
    svg = console.export_svg(title="studylamp chat", clear=True)
    # The template names fonts on a server; every viewer has a monospaced one of its own.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")
    (ROOT / "docs" / "terminal.svg").write_text(svg, "utf-8")

    asyncio.run(converse(*TRANSCRIPT, screen=_Still(console)))
    talk = "\n".join(line.rstrip() for line in console.export_text().splitlines())
    readme = (ROOT / "README.md").read_text("utf-8")
    before, _, rest = readme.partition("<!-- transcript -->")
    after = rest.partition("<!-- /transcript -->")[2]
    block = f"<!-- transcript -->\n\n```text\n{talk.strip()}\n```\n\n<!-- /transcript -->"
    (ROOT / "README.md").write_text(before + block + after, "utf-8")


if __name__ == "__main__":
    main()
