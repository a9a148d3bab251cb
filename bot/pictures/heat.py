"""A heat map: concepts by weeks or groups, each cell with its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.patches import Rectangle

from bot.learner.model import Theme
from bot.pictures.theme import COLOURS, Colours, bare, figure, png, short

_ROW = 0.42
"""Inches a concept takes."""
_LONGEST_COLUMN, _LONGEST_ROW = 12, 34
"""Characters of a line."""
_FEW = 5
"""Answers below which a cell is drawn as a frame: its colour would say more than it knows."""


@dataclass(frozen=True, slots=True)
class Cell:
    share: float
    """0 to 1."""
    answers: int


def draw(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell | None]],
    *,
    title: str,
    note: str,
    theme: Theme,
) -> bytes:
    """A PNG. Runs in any thread.

    Args:
        cells: a sequence each row; None where there is nothing.
        note: below the picture.
    """
    colours = COLOURS[theme]
    picture = figure(_ROW * len(rows) + 1.15, colours)
    axes = picture.subplots()
    shade = shades(colours)
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            _cell(axes, (x, y), cell, shade, colours)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xticks(range(len(columns)), [short(name, _LONGEST_COLUMN) for name in columns])
    axes.set_yticks(range(len(rows)), [_two_lines(name) for name in rows])
    axes.xaxis.tick_top()
    axes.set_title(title, loc="left", fontsize=10.5, color=colours.ink, pad=10)
    axes.set_xlabel(note, loc="left", fontsize=8, color=colours.faint)
    bare(axes, colours)
    axes.tick_params("y", labelsize=8)
    return png(picture)


def _two_lines(name: str) -> str:
    """Long names of neighbouring concepts often begin alike."""
    lines = wrap(short(name, 2 * _LONGEST_ROW), _LONGEST_ROW)
    return "\n".join([*lines[:1], short(" ".join(lines[1:]), _LONGEST_ROW)]).strip()


def shades(colours: Colours) -> LinearSegmentedColormap:
    """From nothing right to everything right."""
    return LinearSegmentedColormap.from_list("heat", [colours.track, colours.bar])


def _cell(
    axes: Axes,
    place: tuple[int, int],
    cell: Cell | None,
    shade: LinearSegmentedColormap,
    colours: Colours,
) -> None:
    x, y = place
    if cell is None:
        axes.text(x, y, "–", ha="center", va="center", fontsize=9, color=colours.faint)
        return
    few = cell.answers < _FEW
    fill = colours.ground if few else shade(cell.share)
    axes.add_patch(
        Rectangle(
            (x - 0.47, y - 0.44), 0.94, 0.88, facecolor=fill,
            edgecolor=colours.faint if few else fill, linewidth=0.8,
        )
    )  # fmt: skip
    ink = readable(to_rgb(fill))
    axes.text(
        x, y - 0.07, f"{round(100 * cell.share)}%", ha="center", va="center", fontsize=9, color=ink
    )
    axes.text(x, y + 0.27, str(cell.answers), ha="center", va="center", fontsize=6, color=ink)


def readable(ground: tuple[float, float, float]) -> str:
    """Black or white, whichever stands out more: one of them always does."""
    return max(("#000000", "#ffffff"), key=lambda colour: _contrast(to_rgb(colour), ground))


def _contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """WCAG's ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: tuple[float, float, float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
