"""Shows an answer part by part, the same way in a chat and for a single question."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.console.files import save
from bot.adapters.console.offers import Offers
from bot.adapters.console.screen import Screen
from bot.messages import (
    Buttons,
    Choices,
    Citations,
    Draft,
    File,
    Form,
    Part,
    Picture,
    Reply,
    Status,
    Text,
)

_SILENCE = 0.4
"""Seconds without a word after which the screen shows that something is going on."""


async def show(
    replies: AsyncGenerator[Reply, None], display: Display
) -> tuple[Offers, Form | None]:
    """Show a whole answer as it arrives; returns what it offers and the form it asks to fill in."""
    offers, form = Offers(), None
    words = display.translate("One moment…")
    silence = asyncio.get_running_loop().call_later(_SILENCE, display.screen.status, words)
    try:
        async with aclosing(replies):
            async for reply in replies:
                silence.cancel()
                form = display.show(reply, offers) or form
    finally:
        silence.cancel()
    display.screen.settle()
    return offers, form


@dataclass(frozen=True, slots=True)
class Display:
    """A screen, and where files go that can't be shown on it."""

    screen: Screen
    files: Path
    translate: Callable[[str], str] = str

    def show(self, reply: Reply, offers: Offers) -> Form | None:
        form = None
        for part in reply.parts:
            numbered = [(key, option.label) for key, option in offers.add(part)]
            if isinstance(part, Form):
                form = part
            elif isinstance(part, Choices):
                self.screen.choices(part.prompt, numbered)
            elif isinstance(part, Buttons):
                self.screen.buttons(numbered)
            else:
                self._show_content(part)
        return form

    def _show_content(self, part: Part) -> None:
        match part:
            case Text():
                self.screen.text(part.markdown)
            case Draft():
                self.screen.draft(part.delta)
            case Status():
                self.screen.status(part.text)
            case Citations():
                self.screen.citations(part.sources)
            case Picture():
                self._save(part.alt, "picture.png", part.png)
            case File():
                self._save(part.name, part.name, part.data)
            case _:
                pass  # a form, or options: shown by the caller

    def _save(self, what: str, name: str, data: bytes) -> None:
        try:
            self.screen.saved(what, save(self.files, name, data))
        except OSError as error:
            self.screen.text(what)
            self.screen.note(f"{self.translate('It could not be saved')}: {error.strerror}")
