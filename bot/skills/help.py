"""`help`: what the bot can do, one line a skill."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.messages import Part, Text
from bot.skill import Skill, Turn


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    wanted = text.strip().lstrip("/").lower()
    skill = next((skill for skill in turn.skills if skill.name == wanted), None)
    yield Text(markdown=_one(turn, skill) if skill else _all(turn))


def _all(turn: Turn) -> str:
    lines = [turn._("Just write to me as you would to a classmate. I can do this:"), ""]
    lines += [
        f"- **/{skill.name}** · {turn._(skill.summary)}"
        for skill in turn.skills
        if turn.learner.teaches or not skill.for_teachers
    ]
    lines += [
        "",
        turn._(
            "I answer from your course and name the section. With an exercise I give hints, "
            "not the answer: that's what makes it stick."
        ),
    ]
    return "\n".join(lines)


def _one(turn: Turn, skill: Skill) -> str:
    example = turn._("For example: *{usage}*", usage=turn._(skill.usage))
    lines = [f"**/{skill.name}** · {turn._(skill.summary)}", example]
    if skill.teaching and turn.learner.adds_to:
        lines.append(turn._(skill.teaching))
    return "\n\n".join(lines)


SKILL = Skill(
    name="help",
    summary="what I can do",
    usage="what can you do?",
    run=run,
    always=True,
)
