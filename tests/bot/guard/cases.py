"""Every attempt on every item: what the learner writes, what a model at its worst answers, and a
good hint for comparison. For tests of the guard and for dialogs with a scripted model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.course import Item
from tests.bot.guard.attacks import ATTEMPTS, Attempt
from tests.bot.guard.items import HINTS, ITEMS
from tests.bot.guard.worst import RENDERINGS, filled

_GUESSED = frozenset({"yes", "thumb", "hot", "echoed"})
"""Renderings that answer the last thing the learner wrote, whatever it was."""


@dataclass(frozen=True, slots=True)
class Case:
    attempt: Attempt
    item: Item
    rendering: str
    exchanges: tuple[tuple[str, str], ...]
    """What the learner writes and what the model answers; together the answers tell."""
    hint: str
    """What a tutor would say to the last message instead."""

    @property
    def id(self) -> str:
        return f"{self.attempt.id}-{self.rendering}-{self.item.id}"


def cases(attempt: Attempt) -> Iterator[Case]:
    """One for each item and each rendering that makes sense for it."""
    for number, item in enumerate(ITEMS):
        turns = [filled(turn, item) for turn in attempt.turns]
        hints = HINTS[item.id]
        for name in attempt.worst:
            replies = RENDERINGS[name](item)
            last = len(turns) - 1
            asked = [
                turns[last if name in _GUESSED else min(at, last)] for at in range(len(replies))
            ]
            if replies:
                hint = hints[(number + ATTEMPTS.index(attempt)) % len(hints)]
                yield Case(attempt, item, name, tuple(zip(asked, replies, strict=True)), hint)
