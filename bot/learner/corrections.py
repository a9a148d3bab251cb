"""Marks as teachers corrected them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.learner.events import AttemptMade, Logged, MarkSettled

EVENT = "mark_settled"
"""The type that `corrected` needs beside the attempts."""

L = TypeVar("L", bound=Logged)


def corrected(events: Sequence[L], settled: Iterable[Logged] | None = None) -> list[L]:
    """The same events, each attempt with the mark that counts now.

    Args:
        settled: the learner's `MarkSettled`; default: those among ``events``.
    """
    verdicts = (each.event for each in (events if settled is None else settled))
    credits = {v.attempt: v.credit for v in verdicts if isinstance(v, MarkSettled)}
    return [_with(each, credits[each.id]) if each.id in credits else each for each in events]


def _with(logged: L, credit: float | None) -> L:
    event = logged.event
    if not isinstance(event, AttemptMade):
        return logged
    return replace(logged, event=event.model_copy(update={"credit": credit}))  # type: ignore[type-var]
