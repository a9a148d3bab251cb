"""Answers that wait for a teacher's verdict: disputed marks, and what the grader wasn't sure of.

Pure. The same answer to the same item is one case, however many gave it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.learner.events import AttemptMade, Logged, MarkReferred, MarkSettled
from knowledge.text import fold

EVENTS = ("attempt_made", "mark_referred", "mark_settled")
"""The types that `open_cases` needs."""


@dataclass(frozen=True, slots=True)
class Case:
    """One answer to one item, and whose it is."""

    course: str
    section: str
    item: str
    answer: str
    attempts: tuple[Logged, ...] = ()
    """The attempts that were referred."""
    disputed: int = 0
    """How many learners disputed the mark; 0: only the grader wasn't sure."""
    reasons: tuple[str, ...] = ()
    """In the learners' own words."""

    @property
    def id(self) -> str:
        """The same as long as the case is open, short enough for a button."""
        whole = "\\0".join((self.course, self.item, said(self.answer)))
        return sha256(whole.encode()).hexdigest()[:12]

    @property
    def credit(self) -> float | None:
        """As it is marked now."""
        return _attempt(self.attempts[-1]).credit


def said(answer: str) -> str:
    """By which two answers are the same one."""
    return " ".join(fold(answer).split())


def open_cases(events: Iterable[Logged]) -> list[Case]:
    """The cases without a verdict, the oldest first.

    Args:
        events: of one course, everybody's, oldest first.
    """
    attempts: dict[tuple[str, str, str], Logged] = {}
    referred: dict[int, tuple[Logged, MarkReferred, list[str]]] = {}
    settled: set[int] = set()
    disputed: set[int] = set()
    for each in events:
        match each.event:
            case AttemptMade() as made:
                attempts[each.learner_id, made.item, said(made.answer)] = each
            case MarkReferred() as mark:
                attempt = attempts.get((each.learner_id, mark.item, said(mark.answer)))
                if attempt is None:  # it was never an attempt that counts
                    continue
                _, _, reasons = referred.setdefault(attempt.id, (attempt, mark, []))
                if mark.by == "learner":
                    disputed.add(attempt.id)
                if mark.reason:
                    reasons.append(mark.reason)
            case MarkSettled() as verdict:
                settled.add(verdict.attempt)
    cases: dict[tuple[str, str], Case] = {}
    for attempt_id, (attempt, mark, reasons) in referred.items():
        if attempt_id in settled:
            continue
        key = (mark.item, said(mark.answer))
        case = cases.get(key) or Case(mark.course, mark.section, mark.item, mark.answer)
        cases[key] = replace(
            case,
            attempts=(*case.attempts, attempt),
            disputed=case.disputed + (attempt_id in disputed),
            reasons=(*case.reasons, *reasons),
        )
    return list(cases.values())


def _attempt(logged: Logged) -> AttemptMade:
    assert isinstance(logged.event, AttemptMade)
    return logged.event
