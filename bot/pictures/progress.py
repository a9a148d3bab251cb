"""Mastery by unit and the minutes of the last days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from bot.learner.model import Theme
from bot.pictures.theme import COLOURS, Colours, bare, figure, png, short

_ROW = 0.32
"""Inches a unit takes."""
_WEEK = 1.5


@dataclass(frozen=True, slots=True)
class Unit:
    label: str
    value: float | None
    """Mean mastery of its practised concepts, 0 to 1; None when none was practised."""
    note: str
    """Beside the bar: "72% · 3 of 7"."""


@dataclass(frozen=True, slots=True)
class Day:
    label: str
    minutes: float


@dataclass(frozen=True, slots=True)
class Titles:
    units: str
    days: str


def draw(units: Sequence[Unit], days: Sequence[Day], titles: Titles, theme: Theme) -> bytes:
    """A PNG. Runs in any thread."""
    colours = COLOURS[theme]
    upper = _ROW * max(1, len(units)) + 0.6
    picture = figure(upper + _WEEK, colours)
    top, below = picture.subplots(2, 1, height_ratios=(upper, _WEEK))
    _units(top, units, titles.units, colours)
    _days(below, days, titles.days, colours)
    return png(picture)


def _units(axes: Axes, units: Sequence[Unit], title: str, colours: Colours) -> None:
    rows = range(len(units))
    axes.barh(rows, [1.0] * len(units), color=colours.track, height=0.62)
    axes.barh(rows, [unit.value or 0.0 for unit in units], color=colours.bar, height=0.62)
    for row, unit in zip(rows, units, strict=True):
        axes.text(1.02, row, short(unit.note), va="center", fontsize=8.5, color=colours.ink)
    axes.set_yticks(rows, [short(unit.label) for unit in units])
    axes.set_xlim(0, 1.32)
    axes.set_ylim(-0.6, len(units) - 0.4)
    axes.invert_yaxis()
    axes.set_xticks([])
    _titled(axes, title, colours)


def _days(axes: Axes, days: Sequence[Day], title: str, colours: Colours) -> None:
    places = range(len(days))
    axes.bar(places, [day.minutes for day in days], color=colours.accent, width=0.6)
    most = max((day.minutes for day in days), default=0) or 1
    for place, day in zip(places, days, strict=True):
        if day.minutes >= 0.5:
            words = f"{day.minutes:.0f}"
            axes.text(
                place, day.minutes + most * 0.04, words, ha="center", fontsize=8.5,
                color=colours.ink,
            )  # fmt: skip
    axes.axhline(0, color=colours.faint, linewidth=0.8)
    axes.set_xticks(places, [short(day.label) for day in days])
    axes.set_yticks([])
    axes.set_ylim(0, most * 1.25)
    _titled(axes, title, colours)


def _titled(axes: Axes, title: str, colours: Colours) -> None:
    axes.set_title(title, loc="left", fontsize=10.5, color=colours.ink, pad=8)
    bare(axes, colours)
