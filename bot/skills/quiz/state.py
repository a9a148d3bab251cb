"""What `quiz` keeps of a conversation. The record has the quiz itself: its start, its answers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.learner.events import AttemptMade, Happened, Mode, QuizEnded, QuizStarted
from bot.selection import Difficulty
from bot.skill import Turn
from bot.tutor import asked

_EVENTS = ("quiz_started", "quiz_ended", "attempt_made")
LASTS = timedelta(days=14)
"""A quiz that was left longer ago is not taken up again."""
_NAME = "quiz"


class Answered(BaseModel):
    """One question of the quiz, over."""

    model_config = ConfigDict(extra="ignore")

    section: str
    item: str
    concepts: tuple[str, ...]
    credit: float | None
    hints: int = 0


class Quiz(BaseModel):
    """A quiz under way. Kept as JSON."""

    model_config = ConfigDict(extra="ignore")

    id: str
    course: str
    mode: Mode = "quiz"
    concepts: tuple[str, ...]
    """What it is about."""
    questions: int
    difficulty: Difficulty = "fitting"
    done: tuple[Answered, ...] = ()
    section: str = ""
    item: str = ""
    """The question on the table; empty: the next one isn't chosen yet."""
    hints: int = 0
    """Given for it."""
    stage: Literal["answer", "confidence"] = "answer"
    said: str = ""
    """The answer that waits for how sure they are."""
    again: tuple[str, ...] = ()
    """Concepts of a wrong answer: the next question is about the same idea."""
    extended: bool = False
    """The last answer was wrong, and one more on the same idea was added."""
    before: dict[str, float] = {}
    """What was believed about the concepts at the start, for a check."""
    aside: bool = False
    """Something else was asked last: a message is no answer unless it says so."""

    @property
    def token(self) -> str:
        """Tells this question's buttons from those of any other."""
        return f"{self.id}.{len(self.done)}"

    @property
    def right(self) -> int:
        return sum(answered.credit == 1 for answered in self.done)

    @property
    def asked(self) -> set[str]:
        return {answered.item for answered in self.done}


def new(
    course: str,
    concepts: Sequence[str],
    questions: int,
    *,
    mode: Mode = "quiz",
    difficulty: Difficulty = "fitting",
) -> Quiz:
    return Quiz(
        id=secrets.token_hex(4),
        course=course,
        mode=mode,
        concepts=tuple(concepts),
        questions=questions,
        difficulty=difficulty,
    )


async def current(turn: Turn) -> Quiz | None:
    """The quiz of this conversation as it stands; None when there is none, or it is over.

    It may have gone on, or ended, on another device: then what the record says counts.
    """
    try:
        kept = Quiz.model_validate(turn.state[_NAME])
    except (KeyError, ValidationError):  # none, or one that an earlier version wrote
        return None
    standing = _standing(await past(turn), kept.id)
    same = standing and len(standing.done) == len(kept.done)
    return kept if same else standing


async def past(turn: Turn) -> Sequence[Happened]:
    """What the record says of quizzes that can still be taken up."""
    return await turn.past(_EVENTS, since=turn.now - LASTS)


def keep(turn: Turn, quiz: Quiz, *, aside: bool = False) -> None:
    """The next message is for the question on the table, if it can be."""
    turn.state[_NAME] = quiz.model_copy(update={"aside": aside}).model_dump(mode="json")
    turn.state["pending"] = _NAME
    if quiz.item:
        asked.put(turn, _NAME, quiz.course, quiz.section, quiz.item)


def end(turn: Turn) -> None:
    turn.state.pop(_NAME, None)
    asked.drop(turn, _NAME)


def left_open(events: Sequence[Happened], course: str) -> Quiz | None:
    """The newest quiz of a course, when it was begun and never ended, on any device.

    Args:
        events: the result of `past`.
    """
    for each in reversed(events):
        match each.event:
            case QuizStarted(course=of, quiz=name) if of == course:
                return _standing(events, name)
    return None


def _standing(events: Sequence[Happened], quiz: str) -> Quiz | None:
    """A quiz as the record has it; None when it is over, or was begun too long ago."""
    if any(isinstance(each.event, QuizEnded) and each.event.quiz == quiz for each in events):
        return None
    begun = (each.event for each in events if isinstance(each.event, QuizStarted))
    started = next((event for event in begun if event.quiz == quiz), None)
    return _again(started, events) if started else None


def _again(started: QuizStarted, events: Sequence[Happened]) -> Quiz:
    quiz = Quiz(
        id=started.quiz,
        course=started.course,
        mode=started.mode,
        concepts=started.concepts,
        questions=started.questions,
        difficulty=started.difficulty,
    )
    done = tuple(
        Answered(
            section=event.section,
            item=event.item,
            concepts=event.concepts,
            credit=event.credit,
            hints=event.hints,
        )
        for event in (each.event for each in events)
        if isinstance(event, AttemptMade) and event.quiz == started.quiz
    )
    return quiz.model_copy(update={"done": done})
