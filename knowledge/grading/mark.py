"""What looking at one answer gave: right or not, how sure that is, and what to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.course import Choice

Verdict = Literal["right", "partly", "wrong", "unsure", "dont_know"]
"""``unsure``: it can't be told, so it is no mark. ``dont_know``: the learner says they don't know,
which is no wrong answer."""

Remark = Literal[
    "unit_missing",
    "unit_wrong",
    "sign",
    "power_of_ten",
    "rounded",
    "too_precise",
    "not_simplified",
    "wrong_form",
    "incomplete",
    "several",
    "spelling",
    "unreadable",
]
"""What is off about an answer, where it can be told without giving the key away; the skills put it
into words in the learner's language. ``several``: more than one answer where one is asked for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The result of looking at one answer."""

    verdict: Verdict
    credit: float | None = None
    """1 right, 0 wrong, between for partly right; None for what is no mark. Filled in from the
    verdict when it isn't given (``partly`` needs it)."""
    picked: tuple[Choice, ...] = ()
    """The options picked, for items with choices."""
    remark: Remark | None = None
    met: tuple[str, ...] = ()
    """Key ideas that the answer has, for short answers."""
    missed: tuple[str, ...] = ()
    """Key ideas that it lacks."""
    confidence: float = 1.0
    """Probability that the verdict is right, as far as the grader can tell."""

    def __post_init__(self) -> None:
        sure = {"right": 1.0, "wrong": 0.0}
        if self.credit is None and self.verdict in sure:
            object.__setattr__(self, "credit", sure[self.verdict])
        if self.verdict == "partly" and (self.credit is None or not 0 < self.credit < 1):
            raise ValueError(f"partly right needs a credit between 0 and 1, not {self.credit}")
