"""What is believed about a concept, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.learner.known import Known
from bot.learner.mastery import (
    Answered,
    Attempt,
    Belief,
    ClassWide,
    Elsewhere,
    Faded,
    LastSeen,
    NotTried,
    Reason,
)
from bot.skill import Turn
from bot.tutor.exercise import in_course, short_question
from knowledge.course import Course

_ROUGH = 3
"""Answers below which a belief is called a rough guess."""


def percent(value: float) -> str:
    """A belief as people read it; nobody is 100% sure of anything."""
    return f"{max(1, min(99, round(100 * value)))}%"


def summary(turn: Turn, title: str, belief: Belief, known: Known) -> str:
    """ "**6.3 Operant Conditioning: 72%.** Right on 4 of the last 5, one of them with a hint …" """
    said = [_said(turn, reason) for reason in known.reasons(belief)]
    text = "; ".join(filter(None, said))
    text = f"{text[:1].upper()}{text[1:]}."
    if 0 < belief.n < _ROUGH:
        rough = turn.n(
            "That's {count} answer, so take it as a rough guess.",
            "That's {count} answers, so take it as a rough guess.",
            belief.n,
        )
        text = f"{text} {rough}"
    return f"**{title}: {percent(belief.value)}.** {text}"


def _said(turn: Turn, reason: Reason) -> str:
    match reason:
        case Answered():
            return _answered(turn, reason)
        case NotTried():
            return turn._("not practised yet; {typical} is usual at first",
                          typical=percent(reason.typical))  # fmt: skip
        case LastSeen():
            return _last_seen(turn, int(reason.days))
        case Faded():
            points = round(100 * reason.lost)
            return turn.n(
                "{count} point has faded since", "{count} points have faded since", points
            )
        case Elsewhere():
            points = round(100 * abs(reason.effect))
            if reason.effect > 0:
                return turn.n(
                    "your other topics went well, which adds {count} point",
                    "your other topics went well, which adds {count} points",
                    points,
                )
            return turn.n(
                "your other topics went less well, which takes {count} point off",
                "your other topics went less well, which takes {count} points off",
                points,
            )
        case ClassWide():
            if reason.effect > 0:
                return turn._("it has been easier than most here")
            return turn._("it has been harder than most here")


def _answered(turn: Turn, reason: Answered) -> str:
    if reason.of == 1:
        said = (
            turn._("right on the one answer so far")
            if reason.right
            else turn._("the one answer so far was not right")
        )
    elif reason.right == reason.of:
        said = turn._("right on all of the last {of}", of=reason.of)
    else:
        said = turn._("right on {right} of the last {of}", right=reason.right, of=reason.of)
    if reason.partly:
        said += ", " + turn.n("{count} partly", "{count} partly", reason.partly)
    if reason.hinted:
        said += ", " + turn.n(
            "{count} of them with a hint", "{count} of them with hints", reason.hinted
        )
    return said


def _last_seen(turn: Turn, days: int) -> str:
    if days < 1:
        return turn._("last seen today")
    return turn.n("last seen {count} day ago", "last seen {count} days ago", days)


def evidence(turn: Turn, course: Course, attempts: Sequence[Attempt]) -> list[str]:
    """One line an answer, the newest first: when, how, and to which question."""
    lines = []
    for attempt in reversed(attempts):
        day = datetime.fromtimestamp(attempt.at, UTC).astimezone(turn.zone).date()
        found = in_course(course, "", attempt.item.partition("/")[2])
        asked = short_question(found.item) if found else turn._("no longer in the course")
        lines.append(f"- {turn.translator.day(day)} · {_how(turn, attempt)} · {asked}")
    return lines


def _how(turn: Turn, attempt: Attempt) -> str:
    if attempt.credit == 1:
        how = turn._("right")
    else:
        how = turn._("partly right") if attempt.credit else turn._("not right")
    if attempt.hints:
        how = turn._("{how}, with help", how=how)
    return how
