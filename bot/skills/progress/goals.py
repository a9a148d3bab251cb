"""The learner's goals, as a part of their progress."""

from __future__ import annotations

from bot.goals import going
from bot.skill import Turn
from bot.tutor.goals import capital, dated, far, looks, own_goals

_SHOWN = 5


async def lines(turn: Turn) -> list[str]:
    """One paragraph with a line a goal; empty when none is going."""
    open_ = going(await own_goals(turn), turn.today)
    if not open_:
        return []
    found = await looks(turn, open_[:_SHOWN])
    said = [
        f"- {capital(dated(turn, each.goal.terms, each.course))}: "
        f"{far(turn, each.goal, each.evidence)}".rstrip(": ")
        for each in found
    ]
    more = len(open_) - len(found)
    if more > 0:
        said.append(turn.n("- and {count} more", "- and {count} more", more))
    return ["\n".join([f"**{turn._('Your goals')}**", *said])]
