"""By which way an answer reaches its person: the first that is open, and a word on which it was."""

from __future__ import annotations

from dataclasses import replace

import discord
import structlog

from bot.adapters.discord import incoming as told
from bot.adapters.discord.custom_id import refer
from bot.adapters.discord.faults import Closed, NotNow
from bot.adapters.discord.ports import Say
from bot.adapters.discord.sheet import CONTENT, Button, Sheet
from bot.adapters.discord.wires import (
    InteractionWire,
    Wire,
    earlier_responses,
    edit,
    in_direct_messages,
    in_place,
    typing_in,
)
from bot.messages import Incoming

log = structlog.get_logger()


class Route:
    """Posts the messages of one answer, in order."""

    def __init__(
        self,
        client: discord.Client,
        incoming: Incoming,
        say: Say,
        interaction: InteractionWire | None,
    ) -> None:
        self._client, self._incoming, self._ = client, incoming, say
        self._interaction = interaction
        self._ways: list[Wire] | None = None
        self._earlier: list[discord.Message] | None = None
        """What an earlier run answered an interaction with; None: not looked for yet."""
        self._posts, self._lead, self._led = 0, "", 0
        """How many messages were posted; the line above the first; that message's id."""

    def speak(self, say: Say) -> None:
        """The language of the answer is known now."""
        self._ = say

    async def busy(self) -> None:
        """Show at once that somebody is at it. Raises nothing."""
        if not self._incoming.place.public:
            if self._interaction is None or not self._interaction.waiting:
                await in_direct_messages(self._client, self._incoming).busy()
        elif self._interaction is None:
            await typing_in(self._client, self._incoming).busy()

    async def post(self, sheet: Sheet, *, private: bool) -> discord.Message:
        """Send the next message.

        Raises:
            Closed: no way is open.
            NotNow: Discord can't take it now.
        """
        if self._ways is None:
            self._ways = await self._possible(private=private)
        key = f"{told.snowflake(self._incoming)}.{self._posts}"
        while True:
            way = self._ways[0]
            if found := await self._found(way):
                return await self._kept(found, sheet)
            if self._posts == 0:
                self._lead = self._lead_for(way)
            try:
                message = await way.post(_under(self._lead * (self._posts == 0), sheet), key)
            except Closed as closed:
                log.warning("a way is closed", way=type(way).__name__, why=str(closed))
                if len(self._ways) == 1:
                    await self._explain_closed(private=private)
                    raise
                self._ways.pop(0)
                continue
            if self._posts == 0:
                self._led = message.id
                await self._point_to(way, private=private)
            self._posts += 1
            return message

    async def replace(self, message: discord.Message, sheet: Sheet) -> None:
        """Change a message that was posted. Raises Closed, NotNow."""
        await edit(message, _under(self._lead if message.id == self._led else "", sheet))

    async def _found(self, way: Wire) -> discord.Message | None:
        """What already stands where this message would go."""
        if self._earlier is None and way is not self._interaction:
            taken_up = not told.is_message(self._incoming) and self._interaction is None
            public = way.private is not self._incoming.place.public
            self._earlier = []
            if taken_up and public:
                try:
                    self._earlier = await earlier_responses(self._client, self._incoming)
                except (Closed, discord.HTTPException) as error:
                    log.warning("not looked for earlier answers", why=str(error))
        return self._earlier.pop(0) if self._earlier else None

    async def _kept(self, message: discord.Message, sheet: Sheet) -> discord.Message:
        if message.content != sheet.content:
            await edit(message, sheet)
        self._posts += 1
        return message

    async def _possible(self, *, private: bool) -> list[Wire]:
        ways: list[Wire] = []
        if self._interaction:
            try:
                if private and not self._interaction.private:
                    await self._interaction.make_private()
                ways.append(self._interaction)
            except Closed:
                pass
        if self._incoming.place.public and not private:
            ways.append(in_place(self._client, self._incoming))
        return [*ways, in_direct_messages(self._client, self._incoming)]

    # ---- a word on where it went -----------------------------------------------------------

    def _lead_for(self, way: Wire) -> str:
        """What says whose answer, or what place's, an answer is that stands alone."""
        place = self._incoming.place
        if not place.public or way is self._interaction:
            return ""
        if way.private:
            return f"-# <#{told.asked_in(place)}>"
        return "" if told.is_message(self._incoming) else f"-# <@{told.user_id(self._incoming)}>"

    async def _point_to(self, way: Wire, *, private: bool) -> None:
        """Who asked aloud and is answered in private is told where."""
        aloud = self._incoming.place.public and told.is_message(self._incoming)
        if private and aloud and way.private:
            await self._remark(self._("That's between you and me: I've sent you a direct message."))

    async def _explain_closed(self, *, private: bool) -> None:
        if private and self._incoming.place.public:
            await self._remark(
                self._(
                    "That's between you and me, but your direct messages are closed to this server."
                )
            )

    async def _remark(self, text: str) -> None:
        """A word to the person in the place itself, with a button that shows them the answer there;
        not worth a second try."""
        show = Button(self._("Show it to me here"), refer("show", 0, told.owned(self._incoming)))
        try:
            key = f"{told.snowflake(self._incoming)}.w"
            sheet = Sheet(text, rows=[(show,)])
            await in_place(self._client, self._incoming).post(sheet, key)
        except (Closed, NotNow) as error:
            log.warning("not told where the answer is", why=str(error))


def _under(lead: str, sheet: Sheet) -> Sheet:
    if lead and sheet.composed:
        return replace(sheet, pieces=[lead, *sheet.order])
    text = f"{lead}\n{sheet.text}" if lead else sheet.text
    return replace(sheet, text=text) if len(text) <= CONTENT else sheet
