"""Shows one answer: live while it is being made, then for good."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import discord
import structlog

from bot.adapters.discord import incoming as told
from bot.adapters.discord.custom_id import refer
from bot.adapters.discord.faults import Closed, NotNow, explained
from bot.adapters.discord.markdown import for_discord
from bot.adapters.discord.ports import Say
from bot.adapters.discord.route import Route
from bot.adapters.discord.sheet import CONTENT, Button, Sheet
from bot.adapters.discord.sheets import lay_out
from bot.adapters.discord.wires import InteractionWire
from bot.messages import Draft, Incoming, Reply, Status
from bot.rendering import readable

_EDIT_EVERY = 1.2
"""Seconds between edits of an answer that is being written: Discord allows about 5 in 5 s."""

SLOW = 2.0
"""Seconds after which it is told in words what is going on; until then they see that we type."""

log = structlog.get_logger()


class Answer:
    """The answer to one delivery on its way to the person."""

    def __init__(
        self,
        client: discord.Client,
        incoming: Incoming,
        say: Callable[[str | None], Say],
        *,
        interaction: InteractionWire | None = None,
        shareable: bool = False,
        time: Callable[[], float] | None = None,
    ) -> None:
        """
        Args:
            say: gives the fixed texts of a language.
            interaction: None for a message, and for an interaction that is long gone.
            shareable: a private answer may be shown to the others in the place.
            time: seconds from any start; default: the loop's.
        """
        self._incoming, self._say = incoming, say
        self._ = say(incoming.locale)
        self._route = Route(client, incoming, self._, interaction)
        self._in_interaction = interaction is not None
        self._shareable = shareable
        self._time = time or asyncio.get_running_loop().time
        self._live: discord.Message | None = None
        self._draft, self._shown_at = "", float("-inf")
        self._began = self._time()
        self.final = False
        """The answer is made and stored; what is left is sending it."""

    async def busy(self) -> None:
        """Show at once that somebody is at it. Raises nothing."""
        await self._route.busy()

    async def show(self, reply: Reply) -> None:
        """Show a reply, transient or final.

        Raises:
            NotNow: Discord can't take it; the delivery stays open.
        """
        if reply.language:  # of what they wrote, which may not be their Discord's
            self._ = self._say(reply.language)
            self._route.speak(self._)
        if reply.transient:
            await self._show_live(reply)
        else:
            self.final = True
            await self._show_for_good(reply)

    async def wait_in_line(self) -> None:
        """Nothing can be said yet. In direct messages, where it is clear who reads it, say so, with
        a button that calls the question off. Raises nothing."""
        if self._live is None and not self._incoming.place.public and not self._in_interaction:
            await self._put_live("-# " + self._("One moment, please."), private=True)

    async def stopped(self) -> None:
        """The person doesn't want it any more: what they saw of it stays. Raises nothing."""
        if self._live:
            text = for_discord(readable(self._draft)).strip() or self._("Stopped.")
            with suppress(Closed, NotNow, discord.HTTPException):
                await self._route.replace(self._live, Sheet(text[:CONTENT]))

    async def take_back(self) -> None:
        """The question was taken back: so is what was shown of the answer."""
        if self._live:
            with suppress(Closed, NotNow), explained():
                await self._live.delete()

    # ---- while it is being made ------------------------------------------------------------

    async def _show_live(self, reply: Reply) -> None:
        self._draft += "".join(part.delta for part in reply.parts if isinstance(part, Draft))
        statuses = [part.text for part in reply.parts if isinstance(part, Status)]
        if not self._draft and statuses:
            await self.busy()
        if self._time() - self._shown_at < _EDIT_EVERY:
            return
        if self._draft.strip():
            await self._put_live(_beginning(self._draft), private=self._private(reply))
        elif statuses and self._time() - self._began >= SLOW:
            text = "-# " + for_discord(statuses[-1])
            await self._put_live(text[:CONTENT], private=self._private(reply))

    async def _put_live(self, text: str, *, private: bool) -> None:
        stop = Button(self._("Stop"), refer("stop", 0, told.owned(self._incoming)))
        sheet = Sheet(text, rows=[(stop,)])
        try:
            if self._live is None:
                self._live = await self._route.post(sheet, private=private)
            else:
                await self._route.replace(self._live, sheet)
        except (Closed, NotNow, discord.HTTPException) as error:  # what comes for good is sent
            log.warning("draft not shown", why=f"{type(error).__name__} {error}")
        self._shown_at = self._time()

    # ---- for good --------------------------------------------------------------------------

    async def _show_for_good(self, reply: Reply) -> None:
        private = self._private(reply)
        name = self._incoming.delivery_id
        try:
            for sheet in await self._sheets(reply, private=private):
                await self._put(sheet, private=private)
        except NotNow:
            raise
        except Closed as error:
            log.warning("nowhere to answer", delivery=name, why=str(error))
        except Exception as error:  # a bug of ours; trying again and again wouldn't mend it
            log.error("not shown", delivery=name, exc_info=error)
            apology = self._("There is more to this answer, but I couldn't show it here.")
            with suppress(Exception):
                await self._put(Sheet(apology), private=private)

    def _private(self, reply: Reply) -> bool:
        return reply.audience != "everyone" or told.asked_in_private(self._incoming)

    async def _sheets(self, reply: Reply, *, private: bool) -> list[Sheet]:
        return await asyncio.to_thread(
            lay_out,
            reply,
            delivery=told.short_id(self._incoming.delivery_id),
            say=self._,
            alone=private and self._incoming.place.public and self._in_interaction,
            shareable=self._shareable and private and reply.shareable,
        )

    async def _put(self, sheet: Sheet, *, private: bool) -> None:
        """The first message takes the place of the live one."""
        if self._live is not None:
            live, self._live = self._live, None
            with suppress(Closed):  # it is gone: this one goes in its stead
                await self._route.replace(live, sheet)
                return
        await self._route.post(sheet, private=private)


def _beginning(draft: str) -> str:
    """As much of an unfinished answer as one message holds."""
    text = for_discord(readable(draft)).rstrip()
    if len(text) > CONTENT - 100:
        text = text[: CONTENT - 100].rsplit(" ", 1)[0]
    if text.count("```") % 2:
        text += "\n```"
    return f"{text} …"
