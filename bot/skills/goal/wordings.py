"""The words of a check-in, rotated so that the same ones don't come back soon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from zlib import crc32

from bot.goals import Goal
from bot.i18n import N_

Tone = Literal["plain", "nudge", "gentle", "last"]

OPENERS: dict[Tone, tuple[str, ...]] = {
    "plain": (
        N_("{weekday} check-in for “{goal}”: {far}"),
        N_("A look at “{goal}”: {far}"),
        N_("“{goal}”, as it stands: {far}"),
        N_("You asked me to keep “{goal}” in sight. {far}"),
        N_("Time for a word on “{goal}”: {far}"),
    ),
    "nudge": (
        N_("It's time: “{goal}”. {far}"),
        N_("You kept this time free for “{goal}”. {far}"),
        N_("“{goal}” is up. {far}"),
        N_("Here I am, as you asked: “{goal}”. {far}"),
        N_("Now would be the time for “{goal}”. {far}"),
    ),
    "gentle": (
        N_("No rush: “{goal}” is here whenever you are. {far}"),
        N_("Nothing is lost with “{goal}”. {far}"),
        N_("Weeks get full. “{goal}” waits for you. {far}"),
    ),
    "last": (
        N_("I've asked about “{goal}” three times and heard nothing, which is fine. Shall I stop?"),
    ),
}
_QUESTIONS: dict[Tone, tuple[str, ...]] = {
    "plain": (
        N_("How did it go?"),
        N_("Where are you with it?"),
        N_("What did you get to?"),
    ),
    "nudge": (
        N_("Shall we start?"),
        N_("Ready for a first question?"),
        N_("Five minutes are a start. Now?"),
    ),
    "gentle": (
        N_("Would something small fit today?"),
        N_("Is it still what you want, or should it be smaller?"),
    ),
}


def tone(goal: Goal, *, nudge: bool) -> Tone:
    if goal.unanswered >= 3:
        return "last"
    if goal.unanswered:
        return "gentle"
    return "nudge" if nudge else "plain"


def opener(goal: Goal, tone: Tone) -> tuple[str, str]:
    """The template of a goal's next check-in, and what it is called in the record."""
    place = _turn(goal, tone, OPENERS[tone])
    return OPENERS[tone][place], f"{tone}-{place}"


def question(goal: Goal, tone: Tone) -> str:
    """What the check-in asks; empty where the opener does."""
    texts = _QUESTIONS.get(tone, ("",))
    return texts[_turn(goal, tone, texts)]


def _turn(goal: Goal, tone: Tone, texts: Sequence[str]) -> int:
    """Each in its turn; where it begins differs between goals."""
    used = sum(name.startswith(f"{tone}-") for name in goal.wordings)
    return (crc32(goal.id.encode()) + used) % len(texts)
