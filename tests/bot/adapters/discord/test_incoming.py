"""Who is spoken to, where, and what is left of the words."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.adapters.discord import incoming as told
from bot.messages import Incoming, Place

ME = discord.Object(1)
ADA = SimpleNamespace(id=7, bot=False)
UNKNOWN: Any = discord.PartialMessageable(state=None, id=5, guild_id=9)  # type: ignore[arg-type]
DM = SimpleNamespace(id=6)


def message(channel: Any, *mentions: Any, **fields: Any) -> Any:
    said = {"author": ADA, "webhook_id": None, "type": discord.MessageType.default, "content": "hi"}
    return SimpleNamespace(channel=channel, mentions=mentions, **(said | fields))


def test_a_server_we_know_nothing_of_yet_is_no_private_place() -> None:
    assert told.place_of(UNKNOWN) == Place(kind="channel", name="5")
    assert not told.concerns(message(UNKNOWN), ME)
    assert told.concerns(message(UNKNOWN, ME), ME)
    assert told.concerns(message(DM), ME)
    assert told.place_of(DM) == told.place_of(None) == Place()


@pytest.mark.parametrize(
    "fields",
    [
        {"author": SimpleNamespace(id=8, bot=True)},
        {"webhook_id": 3},
        {"type": discord.MessageType.new_member},
    ],
)
def test_bots_webhooks_and_notices_are_no_persons(fields: dict[str, Any]) -> None:
    assert not told.concerns(message(DM, ME, **fields), ME)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<@1> what is x?", "what is x?"),
        ("what is x, <@!1>", "what is x,"),
        ("<@1>", ""),
        ("<@2> and <@1>", "<@2> and"),
    ],
)
def test_the_mention_that_called_us_is_no_part_of_the_words(content: str, words: str) -> None:
    assert told.said_in(message(DM, content=content), ME) == words


def test_an_edited_message_is_a_delivery_of_its_own_of_the_same_message() -> None:
    before = Incoming(
        delivery_id="discord:m:123",
        person="discord:7",
        text="a",
        at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    after = told.edited(before, "b", datetime(2026, 11, 20, 0, 0, 1, tzinfo=UTC))
    assert after.delivery_id != before.delivery_id
    assert told.snowflake(after) == 123
    assert told.is_message(after)
    assert told.owner(told.owned(after)) == (told.short_id(after.delivery_id), 7)
