"""Marks that a teacher looks at again."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.learner.events.base import BaseEvent


class MarkReferred(BaseEvent):
    """A mark goes to the teacher: the learner disputes it, or the grader wasn't sure."""

    type: Literal["mark_referred"] = "mark_referred"
    course: str
    section: str
    item: str
    answer: str
    credit: float | None
    """As it was marked."""
    by: Literal["learner", "grader"]
    reason: str = ""
    """In the learner's own words."""


class MarkSettled(BaseEvent):
    """The teacher's verdict on a mark. Recorded with the learner whose mark it is; what is computed
    from the record takes the attempt as if it had been marked like that."""

    type: Literal["mark_settled"] = "mark_settled"
    course: str
    section: str
    item: str
    attempt: int
    """Id of the attempt in the log."""
    answer: str = ""
    """What was answered; with the mark, an example for marking others."""
    credit: float | None = Field(ge=0, le=1)
    """The mark that counts now; the old one again when it stands."""
    changed: bool
    note: str = ""
    """What the teacher wants to say about it."""
    by: str
    """Id of the teacher."""


class KeyCorrected(BaseEvent):
    """An item's key was wrong. Recorded with the teacher; the newest one for an item counts."""

    type: Literal["key_corrected"] = "key_corrected"
    course: str
    section: str
    item: str
    answer: str
    """What is right: the text of an option, or a form to accept."""
    replaces: bool = False
    """It is right instead of what the course says, not beside it."""


class VerdictsTold(BaseEvent):
    """The learner heard what the teacher decided about these marks."""

    type: Literal["verdicts_told"] = "verdicts_told"
    attempts: tuple[int, ...]
    """Ids of the attempts in the log."""
