"""Questions that went to the teacher, because the course didn't answer them."""

from __future__ import annotations

from typing import Literal

from bot.learner.events.base import BaseEvent


class QuestionPassedOn(BaseEvent):
    """A learner wants their teacher to answer a question. Recorded with the learner."""

    type: Literal["question_passed_on"] = "question_passed_on"
    course: str
    question: str
    section: str = ""
    """The section that is nearest to it; empty when none is."""
    anonymous: bool = False
    """Nobody is to be told whose it is."""


class QuestionAnswered(BaseEvent):
    """A teacher's answer. Recorded with the teacher; there may be several to one question."""

    type: Literal["question_answered"] = "question_answered"
    id: str
    """Unique in the installation."""
    course: str
    keys: tuple[str, ...]
    """Which questions it answers; see `bot.learner.questions.key_of`."""
    question: str
    """As the teacher saw it."""
    answer: str
    """Markdown. Empty: it is talked about in class."""


class AnswerNoted(BaseEvent):
    """An answer became a note in the course. Recorded with the teacher."""

    type: Literal["answer_noted"] = "answer_noted"
    course: str
    answer: str
    """Its id."""


class AnswersTold(BaseEvent):
    """The learner heard these answers."""

    type: Literal["answers_told"] = "answers_told"
    answers: tuple[str, ...]
    """Their ids."""
