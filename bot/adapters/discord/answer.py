"""Shows one answer: live while it is being made, then for good, by whichever way is open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import discord
import structlog

from bot.adapters.discord import incoming as told
from bot.adapters.discord.faults import Closed, NotNow, explained
from bot.adapters.discord.markdown import for_discord
from bot.adapters.discord.ports import Say
from bot.adapters.discord.sheets import CONTENT, Sheet, lay_out
from bot.adapters.discord.wires import (
    InteractionWire,
    Wire,
    edit,
    in_direct_messages,
    in_place,
    typing_in,
)
from bot.messages import Draft, Incoming, Reply, Status
from bot.rendering import readable

_EDIT_EVERY = 1.2
"""Seconds between edits of an answer that is being written: Discord allows about 5 in 5 s."""

log = structlog.get_logger()


class Answer:
    """The answer to one delivery on its way to the person."""

    def __init__(
        self,
        client: discord.Client,
        incoming: Incoming,
        say: Say,
        *,
        interaction: InteractionWire | None = None,
        shareable: bool = False,
        time: Callable[[], float] | None = None,
    ) -> None:
        """
        Args:
            interaction: None for a message, and for an interaction that is long gone.
            shareable: a private answer may be shown to the others in the place.
            time: seconds from any start; default: the loop's.
        """
        self._client, self._incoming, self._ = client, incoming, say
        self._interaction = interaction
        self._shareable = shareable
        self._time = time or asyncio.get_running_loop().time
        self._wires: list[Wire] | None = None
        self._live: discord.Message | None = None
        self._draft, self._shown_at, self._posts = "", float("-inf"), 0
        self.final = False
        """The answer is made and stored; what is left is sending it."""

    async def busy(self) -> None:
        """Show at once that somebody is at it."""
        place = self._incoming.place
        if not place.public:
            if self._interaction is None or not self._interaction.waiting:
                await in_direct_messages(self._client, self._incoming).busy()
        elif self._interaction is None:
            await typing_in(self._client, self._incoming).busy()

    async def show(self, reply: Reply) -> None:
        """Show a reply, transient or final.

        Raises:
            NotNow: Discord can't take it; the delivery stays open.
        """
        if reply.transient:
            await self._show_live(reply)
            return
        self.final = True
        await self._show_for_good(reply)

    async def take_back(self) -> None:
        """The question was taken back: so is what was shown of the answer."""
        if self._live:
            with suppress(Closed, NotNow), explained():
                await self._live.delete()

    # ---- while it is being made ------------------------------------------------------------

    async def _show_live(self, reply: Reply) -> None:
        self._draft += "".join(part.delta for part in reply.parts if isinstance(part, Draft))
        if not self._draft and any(isinstance(part, Status) for part in reply.parts):
            await self.busy()
        if not self._draft.strip() or self._time() - self._shown_at < _EDIT_EVERY:
            return
        sheet = Sheet(_beginning(self._draft))
        try:
            if self._live is None:
                self._live = await self._post(sheet, private=reply.audience != "everyone")
            else:
                await edit(self._live, sheet)
        except (Closed, NotNow, discord.HTTPException) as error:  # what comes for good is sent
            log.warning("draft not shown", why=f"{type(error).__name__} {error}")
        self._shown_at = self._time()

    # ---- for good --------------------------------------------------------------------------

    async def _show_for_good(self, reply: Reply) -> None:
        private = reply.audience != "everyone" or told.asked_in_private(self._incoming)
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

    async def _sheets(self, reply: Reply, *, private: bool) -> list[Sheet]:
        public_place = self._incoming.place.public
        return await asyncio.to_thread(
            lay_out,
            reply,
            delivery=told.short_id(self._incoming.delivery_id),
            say=self._,
            alone=private and public_place and self._interaction is not None,
            shareable=self._shareable and private and reply.audience == "everyone",
        )

    async def _put(self, sheet: Sheet, *, private: bool) -> None:
        """The first message takes the place of the live one."""
        if self._live is not None:
            live, self._live = self._live, None
            try:
                await edit(live, sheet)
            except Closed:
                self._posts -= 1  # it is gone; this one goes in its stead
            else:
                return
        await self._post(sheet, private=private)

    async def _post(self, sheet: Sheet, *, private: bool) -> discord.Message:
        """By the first way that is open.

        Raises:
            Closed: none is.
            NotNow: Discord can't take it now.
        """
        if self._wires is None:
            self._wires = await self._ways(private=private)
        key = f"{told.snowflake(self._incoming)}.{self._posts}"
        while True:
            wire = self._wires[0]
            try:
                message = await wire.post(sheet, key)
            except Closed as closed:
                log.warning("a way is closed", way=type(wire).__name__, why=str(closed))
                if len(self._wires) == 1:
                    await self._explain_closed(private=private)
                    raise
                self._wires.pop(0)
                continue
            self._posts += 1
            if self._posts == 1:
                await self._point_to_it(wire, private=private)
            return message

    async def _ways(self, *, private: bool) -> list[Wire]:
        ways: list[Wire] = []
        if self._interaction:
            if private and not self._interaction.private:
                try:
                    await self._interaction.make_private()
                    ways.append(self._interaction)
                except Closed:
                    pass
            else:
                ways.append(self._interaction)
        if self._incoming.place.public and not private:
            ways.append(in_place(self._client, self._incoming))
        return [*ways, in_direct_messages(self._client, self._incoming)]

    # ---- where it went ---------------------------------------------------------------------

    async def _point_to_it(self, wire: Wire, *, private: bool) -> None:
        """Who asked aloud and is answered in private is told where."""
        if not self._incoming.place.public or wire is self._interaction or not wire.private:
            return
        if private and told.is_message(self._incoming):
            await self._remark(self._("That's between you and me: I've sent you a direct message."))

    async def _explain_closed(self, *, private: bool) -> None:
        if private and self._incoming.place.public:
            await self._remark(
                self._(
                    "I can't reach you in private: your direct messages are closed to this server. "
                    "Use my commands here, like /quiz; only you see their answers."
                )
            )

    async def _remark(self, text: str) -> None:
        """A word to the person in the place itself; not worth a second try."""
        try:
            key = f"{told.snowflake(self._incoming)}.w"
            await in_place(self._client, self._incoming).post(Sheet(text), key)
        except (Closed, NotNow) as error:
            log.warning("not told where the answer is", why=str(error))


def _beginning(draft: str) -> str:
    """As much of an unfinished answer as one message holds."""
    text = for_discord(readable(draft)).rstrip()
    if len(text) > CONTENT - 10:
        text = text[: CONTENT - 10].rsplit(" ", 1)[0]
    if text.count("```") % 2:
        text += "\n```"
    return f"{text} …"
