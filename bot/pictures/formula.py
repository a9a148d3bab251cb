"""One formula as a picture (matplotlib's mathtext: no LaTeX has to be installed)."""

from __future__ import annotations

import re
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from matplotlib import rc_context
from matplotlib.figure import Figure

from bot.pictures.theme import COLOURS, DPI

if TYPE_CHECKING:
    from bot.learner.model import Theme

_SIZE = 15
_LONGEST = 300
_DEEPEST = 8
"""Braces within braces: reading deeper ones takes mathtext seconds."""
_WIDEST = 1_600
"""Pixels; wider ones would be shrunk until they can't be read."""

_one_at_a_time = Lock()  # mathtext's parser keeps what it has read in a place that all share

_SAME = {
    r"\tfrac": r"\frac",
    r"\cfrac": r"\dfrac",
    r"\implies": r"\Rightarrow",
    r"\iff": r"\Leftrightarrow",
    r"\land": r"\wedge",
    r"\lor": r"\vee",
    r"\textbf": r"\mathbf",
    r"\textit": r"\mathit",
    r"\textrm": r"\mathrm",
    r"\displaystyle": "",
    r"\limits": "",
}
"""Commands that mathtext doesn't know -> what it does know."""


def draw(latex: str, theme: Theme = "light") -> bytes | None:
    """A PNG of a formula, without its dollar signs. Runs in any thread.

    Returns:
        None when mathtext can't draw it (matrices, cases), or not well enough to be read.
    """
    source = _known(latex)
    ends_early = not source or re.search(r"(?<!\\)(\\\\)*\$", source)
    if ends_early or len(source) > _LONGEST or _depth(source) > _DEEPEST:
        return None
    colours = COLOURS[theme]
    drawn = Figure(figsize=(0.1, 0.1), dpi=DPI, facecolor=colours.ground)
    file = BytesIO()
    try:
        with _one_at_a_time, rc_context({"mathtext.fontset": "stix"}):
            text = drawn.text(0, 0, f"${source}$", fontsize=_SIZE, color=colours.ink)
            if text.get_window_extent().width > _WIDEST:
                return None
            drawn.savefig(file, format="png", bbox_inches="tight", pad_inches=0.12)
    except (ValueError, RuntimeError, RecursionError):  # mathtext's ways to say no
        return None
    return file.getvalue()


def _known(latex: str) -> str:
    def known(match: re.Match[str]) -> str:
        return _SAME.get(match[0], match[0])

    braced = re.sub(r"(\\[dtc]?frac)\s*(\d)\s*(\d)", r"\1{\2}{\3}", " ".join(latex.split()))
    return re.sub(r"\\[A-Za-z]+", known, braced)


def _depth(latex: str) -> int:
    depth = deepest = 0
    for brace in re.findall(r"\\.|[{}]", latex):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        deepest = max(deepest, depth)
    return deepest
