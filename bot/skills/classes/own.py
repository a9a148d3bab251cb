"""A student's own view: which classes they are in, and what a teacher sees of them."""

from __future__ import annotations

import asyncio

from bot.learner.events import Grouped
from bot.messages import Text
from bot.skill import Turn


async def own(turn: Turn) -> Text:
    infos = await asyncio.to_thread(turn.courses.list)
    titles = {info.id: info.title for info in infos}
    mine = [titles.get(course, course) for course, role in turn.learner.roles.items() if role]
    if not mine:
        return Text(
            markdown=turn._(
                "You aren't in a class here. If your teacher gave you a code, say: /join CODE"
            )
        )
    lines = [turn._("You're in the class of {courses}.", courses=", ".join(mine))]
    group = ""
    for each in await turn.past(("grouped",)):
        if isinstance(each.event, Grouped):
            group = each.event.group
    if group:
        lines.append(turn._("Your group: {group}.", group=group))
    if turn.learner.name:
        lines.append(turn._("Your teacher knows you as {name}.", name=turn.learner.name))
    lines.append(
        turn._(
            "Teachers can see what you practise and how it goes. What you ask reaches them without "
            "your name; our conversations and your notes stay yours."
        )
    )
    return Text(markdown=" ".join(lines))
