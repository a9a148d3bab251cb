"""Questions, exercises, quizzes and reviews: what a learner did."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.learner.events.base import BaseEvent

Mode = Literal["exercise", "quiz", "review", "check", "test_out", "silent"]
"""What an answer was given in: help with one exercise, a quiz, a review, the two questions after
"that's not right", skipping a section by showing that one knows it, or a pilot's delayed quiz,
in which nothing is said about the answers."""


class QuestionAsked(BaseEvent):
    """A question about the course's content and what was found for it."""

    type: Literal["question_asked"] = "question_asked"
    course: str
    question: str
    covered: bool
    sections: tuple[str, ...] = ()
    """Sections cited, best first."""
    answered_by: Literal["extract", "term", "model", "none"] = "extract"


class ItemOpened(BaseEvent):
    """An exercise came up and help with it began."""

    type: Literal["item_opened"] = "item_opened"
    course: str
    section: str
    item: str


class HintGiven(BaseEvent):
    type: Literal["hint_given"] = "hint_given"
    course: str
    section: str
    item: str
    hint: str
    """Id of the rung."""
    level: int
    """0-based position in the ladder."""


class AttemptMade(BaseEvent):
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


class QuizStarted(BaseEvent):
    """A quiz began; its answers are attempts with its id."""

    type: Literal["quiz_started"] = "quiz_started"
    course: str
    quiz: str
    mode: Mode = "quiz"
    concepts: tuple[str, ...]
    """What it asks about; the items are chosen one at a time."""
    questions: int = Field(ge=1)
    difficulty: Literal["easy", "fitting", "hard"] = "fitting"


class QuizEnded(BaseEvent):
    """All was answered, or the learner stopped."""

    type: Literal["quiz_ended"] = "quiz_ended"
    course: str
    quiz: str
    answered: int
    right: int
    stopped: bool = False


class Reviewed(BaseEvent):
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


class TestedOut(BaseEvent):
    """A learner tried to skip a section by showing that they know it."""

    type: Literal["tested_out"] = "tested_out"
    course: str
    section: str
    passed: bool


class BeliefQuestioned(BaseEvent):
    """ "That's not right": the learner doubts what is believed about a concept."""

    type: Literal["belief_questioned"] = "belief_questioned"
    course: str
    concept: str
    believed: float = Field(ge=0, le=1)
