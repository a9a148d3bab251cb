"""The picture of one's progress, with its words."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.messages import Picture
from bot.skill import Turn
from bot.skills.progress.view import UnitStanding, Week
from bot.tutor.beliefs import percent


async def draw(turn: Turn, units: Sequence[UnitStanding], week: Week) -> Picture:
    """Mastery by unit and the minutes of the week; all of it in the text alternative, too."""
    png = await asyncio.to_thread(_png, turn, units, week)
    return Picture(png=png, alt=_alt(turn, units, week))


def _png(turn: Turn, units: Sequence[UnitStanding], week: Week) -> bytes:
    from bot.pictures import progress  # matplotlib takes a second, once

    rows = [progress.Unit(each.label, each.value, _note(turn, each)) for each in units]
    days = [
        progress.Day(turn.translator.day(day, weekday=True), minutes)
        for day, minutes in zip(week.days, week.minutes, strict=True)
    ]
    titles = progress.Titles(turn._("Mastery by unit"), turn._("Minutes a day"))
    return progress.draw(rows, days, titles, turn.learner.preferences.pictures)


def _note(turn: Turn, each: UnitStanding) -> str:
    if each.value is None:
        return turn._("not yet")
    return turn._(
        "{percent} · {practised} of {concepts}",
        percent=percent(each.value),
        practised=each.practised,
        concepts=each.concepts,
    )


def _alt(turn: Turn, units: Sequence[UnitStanding], week: Week) -> str:
    rows = [f"{each.label}: {_note(turn, each)}" for each in units]
    days = [
        f"{turn.translator.day(day, weekday=True)} {minutes:.0f}"
        for day, minutes in zip(week.days, week.minutes, strict=True)
    ]
    return turn._(
        "Mastery by unit (concepts practised): {units}. Minutes a day: {days}.",
        units="; ".join(rows),
        days=", ".join(days),
    )
