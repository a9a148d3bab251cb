"""Messages of components ("V2"): long answers with their buttons, pictures between the text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.messages import Action, Choices, Draft, Option, Picture, Text
from bot.skill import Skill, Turn
from tests.platforms.discord_fake import V2, FakeDiscord
from tests.platforms.discord_running import running
from tests.platforms.discord_screen import labels, screen, seen

TIME = "a reward that comes after a set time, whatever one does meanwhile"
COUNT = "a reward that comes after a set number of responses, however long they take"


@pytest.fixture
async def dc() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake
        refused = [(c.method, c.path, c.response) for c in fake.calls if c.status == 400]
        assert not refused, refused


def asking(*, drafts: bool = False, picture: bool = False) -> Skill:
    async def run(turn: Turn, text: str):
        if drafts:
            yield Draft(delta="Which ")
        yield Text(markdown="Which schedule is this?")
        if picture:
            yield Picture(png=b"png", alt="a cumulative record")
            yield Text(markdown="Look at the pauses.")
        yield Choices(
            options=(
                Option(label=TIME, action=Action(name="ask.pick", args={"n": "1"})),
                Option(label=COUNT, action=Action(name="ask.pick", args={"n": "2"})),
                Option(label="Stop", action=Action(name="ask.stop")),
            )
        )

    async def pick(turn: Turn, args):
        yield Text(markdown=f"picked {args['n']}")

    return Skill(name="ask", summary="ask", usage="ask", run=run, act={"pick": pick, "stop": pick})


@pytest.mark.parametrize("drafts", [False, True])
async def test_long_answers(dc: FakeDiscord, tmp_path: Path, *, drafts: bool) -> None:
    home = dc.dm("Ada")
    async with running(dc, tmp_path, [asking(drafts=drafts)]):
        await dc.say(None, "Ada", "quiz me")
        asked = await dc.wait_message(home, lambda m: m["flags"] & V2)
    assert seen(asked) == (
        "Tutor:\n"
        "  Which schedule is this?\n"
        f"  **A** · {TIME}  [[A]]\n"
        f"  **B** · {COUNT}  [[B]]\n"
        "  [Stop]"
    )
    async with running(dc, tmp_path, [asking()]):  # after a restart
        await dc.click(asked, label="B", user="Ada")
        await dc.wait_message(home, lambda m: m["content"] == "picked 2")
        await dc.wait_for(lambda: labels(asked) == ["Stop"])
    assert "-[▸ B]" in seen(asked).replace("[[", "[").replace("]]", "]")


async def test_a_picture_stands_where_it_belongs_and_answers_are_marked(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    async with running(dc, tmp_path, [asking(picture=True)]):
        await dc.say(dc.channel, "Ada", "quiz me", mention=True)
        asked = await dc.wait_message(dc.channel, lambda m: m["flags"] & V2)
        pieces = seen(asked).splitlines()
        assert pieces[1:4] == [
            "  Which schedule is this?",
            "  <a cumulative record>",
            "  Look at the pauses.",
        ]
        assert len(dc.sent(dc.channel)) == 1
        # In private: what was picked is marked on one's own message.
        await dc.say(None, "Ada", "quiz me")
        mine = await dc.wait_message(dc.dm("Ada"), lambda m: m["flags"] & V2)
        await dc.click(mine, label="A", user="Ada")
        await dc.wait_for(lambda: labels(mine) == ["Stop"])
        await dc.wait_message(dc.dm("Ada"), lambda m: m["content"] == "picked 1")
    assert "<a cumulative record>" in screen(dc, dc.dm("Ada"))


async def test_an_answer_that_goes_to_direct_messages_says_where_it_was_asked(
    dc: FakeDiscord, tmp_path: Path
) -> None:
    from dataclasses import replace

    async with running(dc, tmp_path, [replace(asking(), audience="you")]):
        await dc.say(dc.channel, "Ada", "quiz me", mention=True)
        asked = await dc.wait_message(dc.dm("Ada"), lambda m: m["flags"] & V2)
        assert seen(asked).splitlines()[1] == f"  -# <#{dc.channel['id']}>"
