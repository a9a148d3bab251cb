"""The heat map, with its words."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.answering.prepared import graph_of
from bot.messages import Picture
from bot.skill import Turn
from bot.skills.summary.view import View
from bot.summary import Scope, answers_of, group_of
from bot.summary.heat import Heat, by_group, by_week, weeks


async def draw(turn: Turn, view: View, *, groups: bool) -> Picture | None:
    """Concepts by week, or by group; None when nobody answered anything."""
    graph = graph_of(view.course)
    if groups:
        columns = view.groups
        answers = answers_of(view.log, view.scope)
        heat = by_group(graph, view.log, answers, columns)
        title = turn._("Right without help, by group")
    else:
        mondays = weeks(view.now, turn.zone)
        log = group_of(view.log, view.wish.group)
        every = Scope(0.0, view.now + 1, view.scope.sections)
        heat = by_week(graph, answers_of(log, every), mondays, turn.zone)
        columns = [turn.translator.day(day) for day in mondays]
        title = turn._("Right without help, by week (from Monday)")
    if not heat.rows:
        return None
    png = await asyncio.to_thread(_png, turn, heat, columns, title)
    return Picture(png=png, alt=_alt(turn, heat, columns, title))


def _png(turn: Turn, heat: Heat, columns: Sequence[str], title: str) -> bytes:
    from bot.pictures import heat as pictures  # matplotlib takes a second, once

    cells = [
        [pictures.Cell(cell.value, cell.of) if cell.of else None for cell in row]
        for row in heat.cells
    ]
    rows = [name for _, name in heat.rows]
    note = turn._("Small figures: how many answers. A frame: fewer than 5.")
    theme = turn.learner.preferences.pictures
    return pictures.draw(rows, columns, cells, title=title, note=note, theme=theme)


def _alt(turn: Turn, heat: Heat, columns: Sequence[str], title: str) -> str:
    rows = []
    for (_, name), row in zip(heat.rows, heat.cells, strict=True):
        cells = [
            f"{column} {cell.percent}% ({cell.of})" if cell.of else f"{column} –"
            for column, cell in zip(columns, row, strict=True)
        ]
        rows.append(f"{name}: {', '.join(cells)}")
    return f"{title}. {'; '.join(rows)}."


def guidance(turn: Turn) -> str:
    """What it can and can't tell."""
    return turn._(
        "What it can tell: where many first answers without help went wrong, and since when. What "
        "it can't: why, or who has learnt it elsewhere. A cell of few answers says little, and a "
        "better week may just have had easier exercises."
    )
