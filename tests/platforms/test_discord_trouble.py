"""What goes wrong: limits, lost answers, expired tokens, cut connections, restarts, two processes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.messages import Draft, Text
from bot.skill import Skill, Turn
from tests.fakes import skill
from tests.platforms.discord_fake import EPHEMERAL, FakeDiscord
from tests.platforms.discord_running import idle, running
from tests.platforms.test_discord import Gate, echo

SENDING = r"channels/\d+/messages"


@pytest.fixture
async def dc() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


# ---- limits and lost answers -----------------------------------------------------------------


@pytest.mark.parametrize("everywhere", [False, True])
async def test_rate_limits_are_waited_for_and_nothing_is_dropped(
    dc: FakeDiscord, tmp_path: Path, everywhere: bool
) -> None:
    dc.rate_limit("POST", SENDING, 0.05, times=3, is_global=everywhere)
    async with running(dc, tmp_path, [echo()]):
        for number in range(4):
            await dc.say(None, "Ada", f"q{number}")
        await dc.wait_for(lambda: len(dc.sent(dc.dm("Ada"))) == 4)
    assert [m["content"] for m in dc.sent(dc.dm("Ada"))] == [f"ask: q{n}" for n in range(4)]


async def test_a_bucket_is_never_overdrawn(dc: FakeDiscord, tmp_path: Path) -> None:
    dc.bucket("POST", SENDING, 2, 0.1)
    async with running(dc, tmp_path, [echo()]):
        await dc.say(None, "Ada", "first")  # from its answer on, the bucket is known
        await dc.wait_message(dc.dm("Ada"))
        for number in range(4):
            await dc.say(None, "Ada", f"q{number}")
        await dc.wait_for(lambda: len(dc.sent(dc.dm("Ada"))) == 5)
    assert not [call for call in dc.calls if call.status == 429]


@pytest.mark.parametrize("after", [False, True])
async def test_an_answer_that_discord_does_not_take_is_sent_later_and_once(
    dc: FakeDiscord, tmp_path: Path, after: bool
) -> None:
    dm = dc.dm("Ada")
    dc.fault("POST", SENDING, 503, after=after)
    async with running(dc, tmp_path, [echo()]) as client:
        await dc.say(None, "Ada", "hi")
        await dc.wait_for(lambda: [c for c in dc.calls if c.status == 503])
        await idle(client)
        assert len(dc.sent(dm)) == after  # Discord may have it, but we weren't told
        await client.desk.recover()
    assert [message["content"] for message in dc.sent(dm)] == ["ask: hi"]


async def test_a_ban_of_our_address_keeps_the_answer_for_later(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    dc.rate_limit("POST", SENDING, 0.01, via=False)  # without Via it isn't Discord's own limit
    async with running(dc, tmp_path, [echo()]) as client:
        await dc.say(None, "Ada", "hi")
        await dc.wait_for(lambda: [c for c in dc.calls if c.status == 429])
        await idle(client)
        await client.desk.recover()
        await dc.wait_message(dc.dm("Ada"))
    assert len(dc.sent()) == 1


async def test_a_draft_that_is_not_taken_does_not_stop_the_answer(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    dc.fault("POST", SENDING, 503)
    async with running(dc, tmp_path, [skill("ask", Draft(delta="so far"), "All of it.")]):
        await dc.say(None, "Ada", "hi")
        await dc.wait_message(dc.dm("Ada"), lambda m: m["content"] == "All of it.")
    assert len(dc.sent()) == 1


async def test_a_draft_that_somebody_deleted_is_replaced(dc: FakeDiscord, tmp_path: Path) -> None:
    gate = Gate()
    async with running(dc, tmp_path, [gate.skill()]):
        await dc.say(dc.channel, "Ada", "hi", mention=True)
        draft = await dc.wait_message(dc.channel)
        draft["_deleted"] = True
        gate.open.set()
        await dc.wait_message(dc.channel, lambda m: m["content"] == "answer to hi")
    assert len(dc.sent()) == 1


async def test_an_answer_we_cannot_show_is_apologised_for_and_not_tried_for_ever(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    dc.fault("POST", SENDING, 400)
    async with running(dc, tmp_path, [echo()]) as client:
        await dc.say(None, "Ada", "hi")
        told = await dc.wait_message(dc.dm("Ada"))
        await client.desk.recover()
    assert "I couldn't show it here" in told["content"]
    assert len(dc.sent()) == 1


# ---- interactions ----------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["everyone", "you"])
async def test_what_reaches_us_too_late_is_answered_by_another_way(
    dc: FakeDiscord, tmp_path: Path, audience: str
) -> None:
    dc.reply_limit = -1.0
    async with running(dc, tmp_path, [echo(audience=audience)]):
        it = await dc.slash("ask", {"text": "x"})
        where = dc.channel if audience == "everyone" else dc.dm("Ada")
        answer = await dc.wait_message(where)
    assert it.failed
    lead = f"<@{dc.user('Ada')['id']}>" if audience == "everyone" else f"<#{dc.channel['id']}>"
    assert answer["content"] == f"-# {lead}\nask: x"
    assert len(dc.sent()) == 1


async def test_a_token_that_ran_out_is_answered_by_another_way(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    gate = Gate()
    private = Skill(name="ask", summary="ask", usage="ask", run=gate.skill().run, audience="you")
    async with running(dc, tmp_path, [private]):
        it = await dc.slash("ask", {"text": "x"})
        await dc.wait_for(lambda: it.original and "so far" in it.original["content"])
        dc.token_life = -1.0
        gate.open.set()
        answer = await dc.wait_message(dc.dm("Ada"))
    assert answer["content"] == "answer to x"  # it goes on from what they saw
    assert not [m for m in dc.sent(dc.channel) if not m["flags"] & EPHEMERAL]


async def test_an_interaction_twice_is_answered_once(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]):
        it = await dc.slash("ask", {"text": "x"})
        await dc.repeat(it)
        await it.settled()
        await dc.say(None, "Ada", "last")
        await dc.wait_message(dc.dm("Ada"))
    assert len(dc.sent(dc.channel)) == 1
    assert [c.response["code"] for c in dc.calls if c.status == 400] == [40060]


# ---- the connection --------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["cut", "close", "asked"])
async def test_a_resume_loses_nothing(dc: FakeDiscord, tmp_path: Path, how: str) -> None:
    async with running(dc, tmp_path, [echo()]):
        if how == "asked":
            await dc.ask_reconnect()
        else:
            await dc.close_links(None if how == "cut" else 4000)
        for number in range(3):
            await dc.say(None, "Ada", f"q{number}")
        await dc.wait_for(lambda: len(dc.sent(dc.dm("Ada"))) == 3, 15)
        assert dc.resumes
    assert [m["content"] for m in dc.sent(dc.dm("Ada"))] == [f"ask: q{n}" for n in range(3)]


async def test_a_new_session_does_not_sync_commands_again(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]):
        await dc.invalidate()
        await dc.wait_for(lambda: len(dc.identifies) == 2 and dc.sessions, 15)
        await dc.wait_ready()
        await dc.say(None, "Ada", "hi")
        await dc.wait_message(dc.dm("Ada"))
    assert len([call for call in dc.calls if call.method == "PUT"]) == 1


async def test_every_shard_is_served(tmp_path: Path) -> None:
    async with FakeDiscord(shards=2) as dc:
        guilds = [dc.add_guild(f"School {n}") for n in range(4)]
        channels = [dc.add_channel(guild, "general") for guild in guilds]
        async with running(dc, tmp_path, [echo()]):
            await dc.wait_ready(2)
            for channel in channels:
                await dc.say(channel, "Ada", channel["guild_id"], mention=True)
            for channel in channels:
                await dc.wait_message(channel)
        assert sorted(i["shard"] for i in dc.identifies) == [[0, 2], [1, 2]]
        assert len(dc.sent()) == 4


async def test_only_unprivileged_intents_are_asked_for(tmp_path: Path) -> None:
    async with FakeDiscord(allowed_privileged=0) as dc, running(dc, tmp_path, [echo()]):
        await dc.say(dc.channel, "Ada", "with a mention", mention=True)
        await dc.wait_message(dc.channel)


# ---- restarts and several processes ----------------------------------------------------------


async def test_what_a_stopped_program_left_open_is_answered_at_the_next_start(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    stuck, gate = Gate(), Gate()
    dm = dc.dm("Ada")
    with pytest.raises(RuntimeError, match="died"):
        async with running(dc, tmp_path, [stuck.skill()]):
            await dc.say(None, "Ada", "hi")
            it = await dc.slash("ask", {"text": "in the channel"})
            await dc.wait_message(dm)
            await dc.wait_for(lambda: it.original and "so far" in it.original["content"])
            raise RuntimeError("died")
    gate.open.set()
    async with running(dc, tmp_path, [gate.skill()]):
        await dc.wait_message(dm, lambda m: m["content"] == "answer to hi")
        await dc.wait_message(dc.channel, lambda m: m["content"] == "answer to in the channel")
    assert len(dc.sent(dm)) == 1  # the draft became the answer
    assert len(dc.sent(dc.channel)) == 1  # and so did the other
    assert it.original["content"] == "answer to in the channel"


async def test_thinking_that_nobody_does_any_more_is_taken_back(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    dead, gate = Gate(), Gate()
    gate.open.set()
    silent = Skill(name="ask", summary="ask", usage="ask", run=dead.silent)
    with pytest.raises(RuntimeError, match="died"):
        async with running(dc, tmp_path, [silent]):
            it = await dc.slash("ask", {"text": "x"})
            await dc.wait_for(lambda: dead.begun and it.loading)
            raise RuntimeError("died")
    async with running(dc, tmp_path, [gate.skill()]):
        answer = await dc.wait_message(dc.channel, lambda m: m["content"].endswith("answer to x"))
    assert answer["content"].startswith(f"-# <@{dc.user('Ada')['id']}>")
    assert dc.sent(dc.channel) == [answer]


async def test_a_command_that_was_answered_just_before_the_end_is_not_answered_again(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path, [echo()]) as client:
        delivered = client.ports.handle

        async def dies(incoming):  # after sending, before it is noted
            async for reply in delivered(incoming):
                yield reply
                raise RuntimeError("died")

        client.desk._ports = replace(client.ports, handle=dies)
        it = await dc.slash("ask", {"text": "x"})
        await it.settled()
        await idle(client)
    async with running(dc, tmp_path, [echo()]) as client:
        await client.desk.recover()
    assert [message["content"] for message in dc.sent()] == ["ask: x"]


async def test_two_programs_with_one_store_answer_once(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]), running(dc, tmp_path, [echo()]):
        await dc.wait_ready(2)
        for number in range(5):
            await dc.say(None, "Ada", f"q{number}")
        it = await dc.slash("ask", {"text": "x"})
        await it.settled()
        await dc.wait_for(lambda: len(dc.sent(dc.dm("Ada"))) == 5)
    assert [m["content"] for m in dc.sent(dc.dm("Ada"))] == [f"ask: q{n}" for n in range(5)]
    assert [message["content"] for message in it.messages] == ["ask: x"]


async def test_what_was_written_while_nobody_was_there_is_answered(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path, [echo()]):
        await dc.say(None, "Ada", "hi")
        await dc.say(dc.channel, "Ada", "hello", mention=True)
        await dc.wait_message(dc.dm("Ada"))
        await dc.wait_message(dc.channel)
    await dc.say(None, "Ada", "still there?")
    await dc.say(dc.channel, "Bob", "not to you")
    await dc.say(dc.channel, "Bob", "to you", mention=True)
    async with running(dc, tmp_path, [echo()]):
        await dc.wait_message(dc.dm("Ada"), lambda m: m["content"] == "ask: still there?")
        await dc.wait_message(dc.channel, lambda m: m["content"] == "ask: to you")
    async with running(dc, tmp_path, [echo()]):
        pass  # and not once more
    assert len(dc.sent()) == 4


# ---- files -----------------------------------------------------------------------------------


def files() -> Skill:
    async def run(turn: Turn, text: str):
        got = [f"{each.name} ({len(each.data)})" for each in turn.incoming.files]
        yield Text(markdown=f"{' '.join(text.split())}: {', '.join(got) or 'nothing'}")

    return Skill(name="ask", summary="ask", usage="ask", run=run)


async def test_files_come_along_and_pictures_by_name(dc: FakeDiscord, tmp_path: Path) -> None:
    sent = [("work.py", b"x = 1", "text/x-python"), ("photo.png", b"png!", "image/png")]
    async with running(dc, tmp_path, [files()]):
        await dc.say(None, "Ada", "my attempt", files=sent)
        answer = await dc.wait_message(dc.dm("Ada"))
    note, said = answer["content"].split("\n\n")
    assert "I don't know what is on “photo.png”" in note
    assert said == "my attempt x = 1: work.py (5), photo.png (0)"
    assert dc.downloads == [0]


async def test_what_is_too_large_or_too_much_is_refused_in_words(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    big = [("big.pdf", b"x" * (9 * 2**20), "application/pdf")]
    many = [(f"{n}.txt", b"x", "text/plain") for n in range(6)]
    dm = dc.dm("Ada")
    async with running(dc, tmp_path, [files()]):
        await dc.say(None, "Ada", "", files=big)
        refused = await dc.wait_message(dm)
        await dc.say(None, "Ada", "look", files=many)
        await dc.wait_message(dm, lambda m: m["content"].startswith("look"))
    assert refused["content"].startswith("“big.pdf” is 9.0 MB; I take files of up to 8 MB. Send")
    said = [message["content"] for message in dc.sent(dm)]
    assert said[1:] == [
        "I take 4 files at a time; the others I left out.",
        "look x x x x: 0.txt (1), 1.txt (1), 2.txt (1), 3.txt (1)",
    ]
