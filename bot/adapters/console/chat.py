"""The conversation in a terminal: read a message, show its answer, until they leave."""

from __future__ import annotations

import asyncio
import re
import signal
import uuid
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.adapters.console.display import Display, show
from bot.adapters.console.entry import Entry
from bot.adapters.console.forms import fill_in
from bot.adapters.console.offers import Offers
from bot.adapters.console.suggestions import Suggestions
from bot.messages import Action, Incoming, Place, Reply
from bot.reminders.delivery import Closed, Outcome, Sent

Handle = Callable[[Incoming], AsyncGenerator[Reply, None]]
Recover = Callable[[str], AsyncGenerator[tuple[Incoming, Reply], None]]

PLATFORM = "console"
_LEAVE = {"/quit", "/exit", "/bye", "exit", "quit", ":q"}


@dataclass(slots=True)
class Chat:
    """One person at one terminal."""

    handle: Handle
    person: str
    """Without the platform: ``ana``."""
    entry: Entry
    display: Display
    suggestions: Suggestions
    locale: str | None = None
    timezone: str | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _offers: Offers | None = None
    """What may be picked now."""
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while an answer is shown: what comes unasked waits for its end."""

    async def recover(self, recover: Recover) -> None:
        """Show the answers that an earlier run didn't get to show."""
        told = ""
        async with aclosing(recover(PLATFORM)) as found:
            async for incoming, reply in found:
                if incoming.delivery_id != told:
                    told, self._offers = incoming.delivery_id, Offers()
                    self.display.screen.note(self.display.translate("From last time:"))
                    self.display.screen.said(incoming.text or "…", shown=False)
                self.display.show(reply, self._offers or Offers())
        if told:
            self.display.screen.settle()

    async def run(self) -> None:
        """Talk until they leave."""
        while True:
            try:
                line = await self.entry.read()
            except EOFError:
                break
            except KeyboardInterrupt as pressed:
                if not any(pressed.args):
                    self.display.screen.note(self.display.translate("Ctrl-D leaves."))
                continue
            if not line.strip():
                continue
            if line.strip().lower() in _LEAVE:
                break
            offers = self._offers or Offers()
            self.display.screen.said(line, shown=self.entry.echoes)
            if re.fullmatch(r"/\d+", line.strip()) and not offers.pick(line):
                self.display.screen.note(self.display.translate("There is nothing to pick there."))
                continue
            async with self._busy:
                self._offers = await self._exchange(self._message(line, offers)) or offers
        self.display.screen.note(self.display.translate("See you next time."))

    async def do(self, action: Action, *, silent: bool = False) -> None:
        """Use a control as if the learner had picked it.

        Args:
            silent: the screen tells the outcome already.
        """
        incoming = self._incoming(action=action)
        if not silent:
            self._offers = await self._exchange(incoming)
            return
        async with aclosing(self.handle(incoming)) as replies:
            async for _ in replies:
                pass

    # ---- what nobody asked for ---------------------------------------------------------------

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        """Show a reminder above the line that is being typed."""
        offers = Offers()

        def show_it() -> None:
            self.display.show(reply, offers)
            self.display.screen.settle()

        async with self._busy:
            await self.entry.aside(show_it)
            self._offers = offers
            self._offer(offers)
        return Sent()

    async def mention(self, person: str, place: Place, text: str, key: str) -> Outcome:
        return Closed("there is nobody else at a terminal")

    # ---- one message and its answer --------------------------------------------------------

    def _message(self, line: str, offers: Offers) -> Incoming:
        picked = offers.pick(line)
        return self._incoming(action=picked.action) if picked else self._incoming(text=line)

    def _incoming(self, *, text: str | None = None, action: Action | None = None) -> Incoming:
        return Incoming(
            delivery_id=f"{PLATFORM}:{uuid.uuid4()}",
            person=f"{PLATFORM}:{self.person}",
            text=text,
            action=action,
            at=self.clock(),
            locale=self.locale,
            timezone=self.timezone,
            name=self.person,
        )

    async def _exchange(self, incoming: Incoming | None) -> Offers | None:
        """Answer, then fill in the form that the answer may bring, and so on.

        Returns:
            What the last answer offers; None when it was stopped, so that what was offered
            before it still is.
        """
        offers = None
        while incoming:
            answer = asyncio.create_task(show(self.handle(incoming), self.display))
            incoming = None
            with _on_interrupt(answer.cancel), self.entry.waiting():
                try:
                    offers, form = await answer
                except asyncio.CancelledError:
                    me = asyncio.current_task()
                    if me and me.cancelling():  # not Ctrl-C: the program itself is stopping
                        raise
                    self.display.screen.settle()
                    self.display.screen.note(self.display.translate("Stopped."))
                    return None
            self._offer(offers)
            if form:
                try:
                    action = await fill_in(form, self.entry, self.display.screen)
                    incoming = self._incoming(action=action)
                except (KeyboardInterrupt, EOFError):
                    self.display.screen.note(self.display.translate("Stopped."))
        return offers

    def _offer(self, offers: Offers) -> None:
        self.suggestions.offer(
            [(key, option.label) for key, option in offers.keyed.items() if key.startswith("/")]
        )


@contextmanager
def _on_interrupt(stop: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C calls ``stop`` instead of ending the program."""
    loop = asyncio.get_running_loop()
    try:
        before = signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(stop))
    except ValueError:  # not the main thread: somebody else's business
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
