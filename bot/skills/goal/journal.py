"""The learner's journal: notes on goals, for their eyes alone."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.learner.events import NoteWritten
from bot.messages import Buttons, Part, Text
from bot.skill import Turn
from bot.skills.goal.desk import clear
from bot.skills.goal.next_step import small_steps
from bot.tutor.goals import look, own_goals, title

_SHOWN = 8
_LONGEST = 4_000


async def write(turn: Turn, goal: str, text: str) -> AsyncIterator[Part]:
    """Keep a note; then one small step, if there is a goal that it is about."""
    turn.record(NoteWritten(goal=goal, text=text.strip()[:_LONGEST]))
    clear(turn)
    found = next((each for each in await own_goals(turn) if each.id == goal and each.open), None)
    said = turn._("Kept in your journal; /goal journal shows it.")
    if found is None:
        yield Text(markdown=said)
        return
    steps = small_steps(turn, await look(turn, found))
    if steps:
        said += " " + turn._("If you like, something small right now:")
    yield Text(markdown=said)
    if steps:
        yield Buttons(options=tuple(steps))


async def show(turn: Turn) -> AsyncIterator[Part]:
    notes = await turn.past(("note_written",), newest=_SHOWN)
    if not notes:
        yield Text(
            markdown=turn._(
                "Your journal is empty. “/goal note …” writes into it; only you see it."
            )
        )
        return
    goals = {goal.id: goal for goal in await own_goals(turn)}
    lines = [f"**{turn._('Your journal')}**"]
    for each in reversed(notes):
        if isinstance(each.event, NoteWritten):
            day = turn.translator.day(each.at.astimezone(turn.zone).date())
            about = goals.get(each.event.goal)
            name = f" · {title(turn, about.terms, None)}" if about else ""
            lines.append(f"*{day}{name}*\n{each.event.text}")
    lines.append(turn._("/progress portfolio takes it all away as a file."))
    yield Text(markdown="\n\n".join(lines))
