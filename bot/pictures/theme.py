"""Colours and sizes that all pictures share, for light and dark screens.

Nothing is said by colour alone: every bar has its figure beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from bot.learner.model import Theme


DPI = 160
WIDTH = 6.4
"""Inches: 1,024 pixels, what Slack and Discord show without shrinking."""


@dataclass(frozen=True, slots=True)
class Colours:
    ground: str
    ink: str
    faint: str
    """Text that is read second."""
    track: str
    """What a bar could fill."""
    bar: str
    accent: str


COLOURS: Mapping[Theme, Colours] = {
    "light": Colours("#ffffff", "#1d2433", "#5c667a", "#e6e9f0", "#3566c8", "#b8620a"),
    "dark": Colours("#1e2128", "#eceff5", "#a7b0c0", "#363b47", "#7ea6f5", "#f0a75a"),
}


def figure(height: float, colours: Colours) -> Figure:
    """An empty picture of that height in inches."""
    drawn = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=colours.ground)
    drawn.set_layout_engine("constrained", w_pad=0.14, h_pad=0.12)
    return drawn


def bare(axes: Axes, colours: Colours) -> None:
    """No frame and no ticks: the figures stand beside the bars."""
    axes.set_facecolor(colours.ground)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, colors=colours.ink, labelsize=9)


def short(label: str, longest: int = 34) -> str:
    """A label that fits and can be drawn."""
    # A dollar sign would start a formula, and what can't be printed has no glyph.
    label = "".join(char for char in label if char.isprintable() and char != "$")
    return label if len(label) <= longest else f"{label[: longest - 1].rstrip()}…"


def png(drawn: Figure) -> bytes:
    file = BytesIO()
    drawn.savefig(file, format="png")
    return file.getvalue()
