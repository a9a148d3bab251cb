"""Why an item is turned down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "schema",
    "evidence_missing",
    "evidence_unsupportive",
    "also_true",
    "distractor_kind",
    "distractor_implausible",
    "options_alike",
    "giveaway_length",
    "giveaway_grammar",
    "giveaway_words",
    "trivial",
    "duplicate",
    "needs_figure",
    "needs_context",
    "length",
    "markup",
    "exercise_text",
    "all_of_the_above",
]


@dataclass(frozen=True, slots=True)
class Rejection:
    """The first check that an item fails."""

    reason: Reason
    detail: str = ""
    """What it was, for whoever improves the generator or the prompt; no learner reads it."""


def tally(rejections: Iterable[Rejection]) -> dict[str, int]:
    """How many there are by reason, the most frequent first."""
    return dict(Counter(rejection.reason for rejection in rejections).most_common())
