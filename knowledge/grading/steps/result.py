"""What following somebody's work gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Slip = Literal[
    "arithmetic",
    "sign",
    "moved_term",
    "one_side",
    "inverse_operation",
    "distributed",
    "power_of_sum",
    "exponents",
    "unlike_terms",
    "fractions",
    "order_of_operations",
    "inequality_direction",
    "lost_solution",
    "unit_conversion",
    "power_of_ten",
    "rounded",
    "copied",
    "setup",
]
"""``moved_term``: taken to the other side without changing its sign. ``one_side``: done on one side
only, or to one term of it. ``inverse_operation``: divided upside down, or subtracted instead of
divided. ``distributed``: to the first term only. ``power_of_sum``: (a+b)² as a²+b².
``unlike_terms``: 2x+3 as 5x. ``fractions``: tops and bottoms added. ``rounded``: too early or too
far. ``copied``: not what the exercise says. ``setup``: an equation that its solution doesn't
satisfy, where a word problem was put into symbols."""


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of the learner's."""

    text: str
    """As they wrote it."""
    right: bool | None
    """None where it can't be told: words, or the first line of a word problem."""
    slip: Slip | None = None
    """What explains a wrong step."""


@dataclass(frozen=True, slots=True)
class StepCheck:
    """The steps in order."""

    steps: tuple[Step, ...] = ()
    finished: bool = False
    """Every step is right as far as can be told, and the last one is the answer."""

    @property
    def first_wrong(self) -> int | None:
        """Position of the first wrong step; None when there is none."""
        return next((at for at, step in enumerate(self.steps) if step.right is False), None)

    @property
    def right(self) -> tuple[Step, ...]:
        """The right steps before the first wrong one; what comes after it was built on it."""
        return tuple(step for step in self.steps[: self.first_wrong] if step.right)
