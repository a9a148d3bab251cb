"""`link` and `unlink`: one learner with accounts on several platforms."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping

from bot.messages import Part
from bot.skill import Skill, Turn
from bot.skills.link import apart, together, words

_Parts = AsyncIterator[Part]
_Handler = Callable[[Turn, Mapping[str, str]], _Parts]


async def _link(turn: Turn, text: str) -> _Parts:
    code = str(turn.state.pop(together.STATE, ""))
    said = words.answer(text, *together.labels(turn)) if code else None
    if said:
        parts = _LINK[said](turn, {"code": code})
    elif code and _something_else(turn, text):
        parts = turn.skill("ask").run(turn, text)
    else:
        parts = together.run(turn, text)
    async for part in parts:
        yield part


async def _unlink(turn: Turn, text: str) -> _Parts:
    which = str(turn.state.pop(apart.STATE, ""))
    said = words.answer(text, *apart.labels(turn, which)) if which else None
    if said:
        parts = _UNLINK[said](turn, {"which": which})
    elif which and _something_else(turn, text):
        parts = turn.skill("ask").run(turn, text)
    else:
        parts = apart.run(turn, text)
    async for part in parts:
        yield part


def _something_else(turn: Turn, text: str) -> bool:
    """They were asked whether to go on, and speak of something else."""
    return text == turn.text and not words.about_accounts(text)


_LINK: Mapping[str, _Handler] = {"yes": together.yes, "no": together.no}
_UNLINK: Mapping[str, _Handler] = {"yes": apart.yes, "no": apart.no}

SKILL = Skill(
    name="link",
    summary="use me in Slack and Discord as one person",
    usage="link my Discord",
    run=_link,
    act={**_LINK, "more": together.more},
    audience="you",
    always=True,
)
UNLINK = Skill(
    name="unlink",
    summary="take one of your linked accounts out again",
    usage="unlink my Discord",
    run=_unlink,
    act=_UNLINK,
    audience="you",
    always=True,
)
