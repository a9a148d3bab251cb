"""What comes at a set time: for a class, declined by one of them; and when there is no school."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.learner.events.base import BaseEvent
from bot.learner.rhythm import Rhythm

Scheduled = Literal["quiz", "summary"]


class MessageScheduled(BaseEvent):
    """A teacher wants something to come at set times. Recorded with the teacher."""

    type: Literal["message_scheduled"] = "message_scheduled"
    id: str
    """Unique in the installation."""
    course: str
    what: Scheduled
    """A quiz for everybody in the course; the class summary for the teacher alone."""
    topic: str = ""
    """What the quiz is about, as `/quiz` takes it; empty: the bot chooses."""
    rhythm: Rhythm


class MessageUnscheduled(BaseEvent):
    """A teacher took that back."""

    type: Literal["message_unscheduled"] = "message_unscheduled"
    id: str
    course: str


class DaysOff(BaseEvent):
    """A stretch of days without school, or (``off`` false) with school after all. Recorded with
    the teacher; what was said last about a day counts."""

    type: Literal["days_off"] = "days_off"
    course: str
    first: date
    last: date
    off: bool = True


class ReminderDeclined(BaseEvent):
    """A learner doesn't want a reminder that somebody else set."""

    type: Literal["reminder_declined"] = "reminder_declined"
    name: str
