"""`today`: the day at a glance, put together of what each skill has to say about it.

Slack's App Home shows the same. It only looks: nothing begins and nothing is recorded.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.messages import Part, Text
from bot.skill import Skill, Turn
from bot.tutor.course import course_of, no_course


async def run(turn: Turn, _text: str) -> AsyncIterator[Part]:
    if await course_of(turn) is None:
        yield no_course(turn)
        return
    said = False
    for skill in turn.skills:
        if skill.today is None:
            continue
        async for part in skill.today(turn):
            said = True
            yield part
    if not said:
        yield Text(markdown=turn._("Nothing is waiting for you today."))


async def _show(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    async for part in run(turn, ""):
        yield part


SKILL = Skill(
    name="today",
    summary="your day at a glance: plan, reviews, goals",
    usage="what's on today?",
    run=run,
    act={"show": _show},
    audience="you",
)
