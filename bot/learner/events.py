"""What happened, as append-only facts. Everything known about a learner is computed from these.

Each type has a ``type`` and a ``version``; a field is never renamed or removed, a new meaning is
a new version. Events say what happened in the learner's own record, never platform details.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal, Protocol, cast, get_args

from pydantic import BaseModel, ConfigDict, Field

from bot.learner.model import Preferences

Mode = Literal["exercise", "quiz", "review", "check", "test_out"]
"""What an answer was given in: help with one exercise, a quiz, a review, the two questions after
"that's not right", or skipping a section by showing that one knows it."""
Rule = Literal["hints", "explanations", "solutions", "exam"]
"""Hints only; explanations after an attempt; worked solutions after an attempt; no help at all."""
PathKind = Literal["read", "example", "practice"]
"""Ways to learn a concept."""


class _Event(BaseModel):
    # An older program must still be able to read what a newer one added to a known version.
    model_config = ConfigDict(frozen=True, extra="ignore")
    version: int = 1


class LearnerJoined(_Event):
    """First contact."""

    type: Literal["learner_joined"] = "learner_joined"


class PreferencesChanged(_Event):
    type: Literal["preferences_changed"] = "preferences_changed"
    preferences: Preferences
    """All of them, as they stand after the change."""


class CourseChosen(_Event):
    type: Literal["course_chosen"] = "course_chosen"
    course: str


class QuestionAsked(_Event):
    """A question about the course's content and what was found for it."""

    type: Literal["question_asked"] = "question_asked"
    course: str
    question: str
    covered: bool
    sections: tuple[str, ...] = ()
    """Sections cited, best first."""
    answered_by: Literal["extract", "term", "model", "none"] = "extract"


class ItemOpened(_Event):
    """An exercise came up and help with it began."""

    type: Literal["item_opened"] = "item_opened"
    course: str
    section: str
    item: str


class HintGiven(_Event):
    type: Literal["hint_given"] = "hint_given"
    course: str
    section: str
    item: str
    hint: str
    """Id of the rung."""
    level: int
    """0-based position in the ladder."""


class AttemptMade(_Event):
    """An answer to an item was marked. What mastery is computed from."""

    type: Literal["attempt_made"] = "attempt_made"
    course: str
    section: str
    item: str
    concepts: tuple[str, ...]
    """Concepts the item practises, as they were at that time."""
    answer: str
    """In the learner's own words, or the label of the option they tapped."""
    credit: float | None = Field(ge=0, le=1)
    """1 right, 0 wrong, between for partly right; None when it could not be marked."""
    hints: int = Field(default=0, ge=0)
    """Rungs of the ladder given before this answer."""
    attempt: int = Field(default=1, ge=1)
    """1 for the first answer to the item in this round."""
    mode: Mode = "exercise"
    dont_know: bool = False
    """They said that they don't know; ``credit`` is None then."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """How sure they said they were, before they heard whether it is right."""
    misconception: str = ""
    """What the picked option shows they believe, in the course's words."""
    quiz: str = ""
    """Id of the quiz it belongs to."""


class MarkReferred(_Event):
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


class MarkSettled(_Event):
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


class KeyCorrected(_Event):
    """An item's key was wrong. Recorded with the teacher; the newest one for an item counts."""

    type: Literal["key_corrected"] = "key_corrected"
    course: str
    section: str
    item: str
    answer: str
    """What is right: the text of an option, or a form to accept."""
    replaces: bool = False
    """It is right instead of what the course says, not beside it."""


class VerdictsTold(_Event):
    """The learner heard what the teacher decided about these marks."""

    type: Literal["verdicts_told"] = "verdicts_told"
    attempts: tuple[int, ...]
    """Ids of the attempts in the log."""


class QuizStarted(_Event):
    """A quiz began; its answers are attempts with its id."""

    type: Literal["quiz_started"] = "quiz_started"
    course: str
    quiz: str
    mode: Mode = "quiz"
    concepts: tuple[str, ...]
    """What it asks about; the items are chosen one at a time."""
    questions: int = Field(ge=1)
    difficulty: Literal["easy", "fitting", "hard"] = "fitting"


class QuizEnded(_Event):
    """All was answered, or the learner stopped."""

    type: Literal["quiz_ended"] = "quiz_ended"
    course: str
    quiz: str
    answered: int
    right: int
    stopped: bool = False


class Reviewed(_Event):
    """Something was recalled in a review. An item's marked answer is an `AttemptMade` instead."""

    type: Literal["reviewed"] = "reviewed"
    course: str
    section: str
    what: str
    """``term:NAME`` or ``item:ID``."""
    rating: int = Field(ge=1, le=4)
    """1 again, 2 hard, 3 good, 4 easy."""
    self_rated: bool
    """The learner judged it; False when we could tell."""


class TestedOut(_Event):
    """A learner tried to skip a section by showing that they know it."""

    type: Literal["tested_out"] = "tested_out"
    course: str
    section: str
    passed: bool


class BeliefQuestioned(_Event):
    """ "That's not right": the learner doubts what is believed about a concept."""

    type: Literal["belief_questioned"] = "belief_questioned"
    course: str
    concept: str
    believed: float = Field(ge=0, le=1)


class PlanAimed(_Event):
    """What the learner works towards in a course. The newest one counts."""

    type: Literal["plan_aimed"] = "plan_aimed"
    course: str
    sections: tuple[str, ...] = ()
    """Sections to master; empty: the whole course."""
    by: date | None = None
    """The day of the exam or the deadline; None: no hurry."""


class PathChosen(_Event):
    """The learner picked a way to learn a section's concept."""

    type: Literal["path_chosen"] = "path_chosen"
    course: str
    section: str
    concept: str
    path: PathKind
    deep: bool = False


class PlanSteered(_Event):
    """A teacher's order for a course's plans. Recorded with the teacher; the newest one counts."""

    type: Literal["plan_steered"] = "plan_steered"
    course: str
    pinned: tuple[str, ...] = ()
    """Sections that come first, in this order."""
    order: tuple[str, ...] = ()
    """Sections in the order the class takes them, where it isn't the course's own."""
    unlocked: tuple[str, ...] | None = None
    """Sections that are open; None: all are."""
    daily_minutes: int | None = Field(default=None, ge=1)
    """Most minutes a day of practice in this course; None: no limit."""


class HelpRuled(_Event):
    """A teacher's rule about help. Recorded with the teacher; see `bot.policy.rule_for`."""

    type: Literal["help_ruled"] = "help_ruled"
    course: str
    rule: Rule | None
    """None takes back what was ruled for the same sections and items."""
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """Empty, both: the whole course."""
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return (self.since is None or self.since <= now) and (
            self.until is None or now < self.until
        )


class RoleGranted(_Event):
    """Somebody may do more than learn in a course. Recorded with that person."""

    type: Literal["role_granted"] = "role_granted"
    course: str
    role: Literal["teacher", "student"]
    """``student`` takes an earlier grant back."""
    by: str
    """Who granted it: a learner's id, or ``installer``."""


class BreakSuggested(_Event):
    """A pause was suggested after a long stretch."""

    type: Literal["break_suggested"] = "break_suggested"
    minutes: int = Field(ge=0)
    """Length of the stretch."""


class LimitReached(_Event):
    """The day's limit was reached and said."""

    type: Literal["limit_reached"] = "limit_reached"
    minutes: int = Field(ge=0)
    extended: bool = False
    """The learner chose to go on for today."""


Event = Annotated[
    LearnerJoined
    | PreferencesChanged
    | CourseChosen
    | QuestionAsked
    | ItemOpened
    | HintGiven
    | AttemptMade
    | Reviewed
    | MarkReferred
    | MarkSettled
    | KeyCorrected
    | VerdictsTold
    | QuizStarted
    | QuizEnded
    | TestedOut
    | BeliefQuestioned
    | PlanAimed
    | PathChosen
    | PlanSteered
    | HelpRuled
    | RoleGranted
    | BreakSuggested
    | LimitReached,
    Field(discriminator="type"),
]
_KINDS: Mapping[str, type[_Event]] = {
    get_args(kind.model_fields["type"].annotation)[0]: kind for kind in get_args(get_args(Event)[0])
}


def understand(type_: str, version: int, data: Mapping[str, Any]) -> Event | None:
    """The event that a row of the log holds; None for one that a newer program wrote: it is kept,
    but can't be understood here.

    Raises:
        pydantic.ValidationError: it says to be of a version that we know, and isn't.
    """
    kind = _KINDS.get(type_)
    newest = kind.model_fields["version"].default if kind else 0
    if kind is None or version > newest:
        return None
    if version < newest:
        data = {**data, "version": version}
    # Twice as fast as having the union find the type, which counts where a million are read.
    return cast(Event, kind.model_validate(data))


class Happened(Protocol):
    """An event and its time, as the log hands it out."""

    @property
    def at(self) -> datetime: ...

    @property
    def event(self) -> Event: ...


class Logged(Happened, Protocol):
    """An event with its place in the log."""

    @property
    def id(self) -> int: ...

    @property
    def learner_id(self) -> str: ...
