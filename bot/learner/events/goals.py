"""Goals: what learners want to reach, how often they want to be asked, and what they answered.

A goal's words, its reason and the notes are the learner's own: no teacher's view may show them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.learner.events.base import BaseEvent
from bot.learner.rhythm import Rhythm

GoalKind = Literal["mastery", "sections", "exam", "items", "minutes", "habit", "own"]
"""Concepts to master; sections to finish; an exam on a day; answers or minutes a week; minutes on
certain days; anything else, of which the learner says how it went."""
GoalEnd = Literal["reached", "stopped", "expired", "unanswered"]
"""Reached; stopped by the learner; its day passed; stopped by us after check-ins that nobody
answered."""
Answer = Literal["done", "some", "not_yet", "talk"]
Obstacle = Literal["time", "hard", "forgot", "energy", "other"]

_Words = Annotated[str, StringConstraints(max_length=500)]


class GoalTerms(BaseModel):
    """What a goal is."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    words: _Words
    """What it is, as the learner said it."""
    kind: GoalKind
    target: int = Field(ge=1)
    """Of concepts or sections: how many; a week: how many answers or minutes; a habit: minutes on
    each of its days; 1 for an exam and for the learner's own."""
    sections: tuple[str, ...] = ()
    """Ids of the sections it is about; empty: the whole course, or none in particular."""
    concepts: tuple[str, ...] = ()
    """Ids of the concepts it is measured by."""
    due: date | None = None
    """The last day, in the learner's own calendar; None: open-ended."""
    rhythm: Rhythm | None = None
    """When to check in; None: only when the learner comes for it."""
    reason: _Words = ""
    """Why it matters to them, in their own words."""

    @property
    def one_day(self) -> bool:
        """A reminder of one thing on one day, and nothing to look back at."""
        rhythm = self.rhythm
        return self.kind == "own" and rhythm is not None and rhythm.until == rhythm.starts


class _OfGoal(BaseEvent):
    course: str
    """The course in which it was set."""
    goal: str
    """Its id, never used again."""


class GoalSet(_OfGoal):
    """A learner confirmed a goal."""

    type: Literal["goal_set"] = "goal_set"
    terms: GoalTerms
    suggestion: str = ""
    """The teacher's suggestion that it comes from."""


class GoalChanged(_OfGoal):
    type: Literal["goal_changed"] = "goal_changed"
    terms: GoalTerms
    """All of them, as they stand after the change."""


class GoalPaused(_OfGoal):
    """No check-ins for a while."""

    type: Literal["goal_paused"] = "goal_paused"
    until: date | None = None
    """The day on which it goes on by itself; None: when the learner says so."""


class GoalResumed(_OfGoal):
    type: Literal["goal_resumed"] = "goal_resumed"


class GoalEnded(_OfGoal):
    """Nothing more is asked about it."""

    type: Literal["goal_ended"] = "goal_ended"
    how: GoalEnd
    evidence: str = ""
    """What the record said then, for the portfolio."""


class GoalSuggested(BaseEvent):
    """A teacher suggests a goal to a course. Recorded with the teacher; learners decide."""

    type: Literal["goal_suggested"] = "goal_suggested"
    course: str
    suggestion: str
    """Its id."""
    terms: GoalTerms


class SuggestionAnswered(BaseEvent):
    """The learner took a suggestion up, or said no thanks. Teachers don't see which."""

    type: Literal["suggestion_answered"] = "suggestion_answered"
    course: str
    suggestion: str
    accepted: bool


class CheckInSent(_OfGoal):
    """The learner was asked how a goal is going."""

    type: Literal["check_in_sent"] = "check_in_sent"
    wording: str = ""
    """Which of the templates was used."""
    last: bool = False
    """It asked whether to stop: nobody had answered the ones before."""
    asked_for: bool = False
    """The learner came for it themselves."""


class CheckedIn(_OfGoal):
    """The learner said how it went."""

    type: Literal["checked_in"] = "checked_in"
    answer: Answer


class ObstacleNamed(_OfGoal):
    """What got in the way."""

    type: Literal["obstacle_named"] = "obstacle_named"
    obstacle: Obstacle


class NoteWritten(BaseEvent):
    """A page of the learner's journal. For their eyes alone: it has no course, by which teachers'
    views are put together."""

    type: Literal["note_written"] = "note_written"
    goal: str = ""
    """The goal that it is about; empty for none."""
    text: Annotated[str, StringConstraints(max_length=4000)]


class Snoozed(_OfGoal):
    """A check-in comes again, once, at this moment."""

    type: Literal["snoozed"] = "snoozed"
    until: datetime
