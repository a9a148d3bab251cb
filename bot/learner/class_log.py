"""What a class did in one course, as its summary reads it: plain rows, because a term of a large
class has some hundred thousand of them. Data only; the store fills it.

A learner's own words come in as questions and wrong answers alone: no goal's words, reason or
note, no page of a journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.learner.membership import Member

WORK = ("attempt_made", "hint_given", "item_opened", "question_asked", "reviewed")
"""Types of events that count as being active."""


class Answer(NamedTuple):
    """An answer with the mark that counts now."""

    learner: str
    at: float
    """Seconds since 1970."""
    section: str
    item: str
    concepts: tuple[str, ...]
    credit: float | None
    """As in `AttemptMade`."""
    hints: int
    attempt: int
    said: str
    misconception: str

    @property
    def alone(self) -> bool:
        """The first answer to the item, marked, and given without help: what a share counts."""
        return self.attempt == 1 and not self.hints and self.credit is not None


class Question(NamedTuple):
    """What somebody asked about the course."""

    learner: str
    at: float
    text: str
    covered: bool
    """The course answers it."""
    section: str
    """The section that answered it; empty for none."""


class Deed(NamedTuple):
    """Anything else that counts as work."""

    learner: str
    at: float
    what: str
    """The event's type."""
    section: str


class GoalStep(NamedTuple):
    """That a goal was set, ended or talked about; never what it is."""

    learner: str
    at: float
    what: str
    """The event's type."""
    goal: str
    said: str
    """How it ended, or the answer to a check-in."""


@dataclass(frozen=True, slots=True)
class ClassLog:
    """One course's record, read at one moment. Each sequence is in the order of the log."""

    members: Mapping[str, Member]
    """The students by their ids, sorted by name. Rows of others are not in here."""
    answers: Sequence[Answer] = ()
    questions: Sequence[Question] = ()
    deeds: Sequence[Deed] = ()
    goals: Sequence[GoalStep] = ()
    apart: Sequence[tuple[str, str]] = field(default=())
    """Pairs of learners whom the teacher wants in different groups."""
