"""A class that talks to the bot, each at their own pace, all together at a given rate."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from evals.metrics import percentile

QUESTIONS = (
    "what is negative reinforcement?",
    "what's the difference between classical and operant conditioning?",
    "how does short-term memory work?",
    "why do we forget things?",
    "what is a neuron?",
    "what does the amygdala do?",
    "who was Sigmund Freud?",
    "explain REM sleep",
    "what is cognitive dissonance?",
    "how do twin studies work?",
)
QUIZ = "/quiz 5"
ANSWERS = ("b", "a", "b", "I don't know", "a")
PATIENCE = 60.0
"""Seconds after which a message counts as not answered."""
_WARM_UP = 120.0


@dataclass
class Heard:
    """What came back to one message."""

    sent: float
    reaction: float | None = None
    """Seconds until anything could be seen: a status, "is typing", a message."""
    answer: float | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Room(Protocol):
    """A platform's stand-in, with a bot in it."""

    environment: dict[str, str]
    """By which a program finds the stand-in."""
    heard: dict[int, Heard]
    """Person -> their open message; `react` and `answered` fill it in."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    async def connected(self) -> None:
        """Return when the bot is there."""

    async def say(self, person: int, text: str) -> None:
        """Write a direct message."""


def react(heard: Heard | None, *, answer: bool) -> None:
    """The bot did something that this person can see."""
    if heard is None:
        return
    after = time.perf_counter() - heard.sent
    if heard.reaction is None:
        heard.reaction = after
    if answer and heard.answer is None:
        heard.answer = after
        heard.done.set()


@dataclass(frozen=True)
class Figures:
    messages: int
    per_s: float
    """Messages a second that were sent."""
    reaction_p50_ms: float
    reaction_p95_ms: float
    answer_p50_ms: float
    answer_p95_ms: float
    errors: int
    """Messages without an answer."""


class Classroom:
    def __init__(self, room: Room, *, people: int, rate: float) -> None:
        self._room, self._people, self._rate = room, people, rate
        self._all: list[Heard] = []
        self._next = 0.0

    async def warm_up(self) -> None:
        """One person asks until they are answered: programs load what they need only then."""
        await self._say(self._people, QUESTIONS[0], patience=_WARM_UP)
        await self._say(self._people, QUIZ, patience=_WARM_UP)
        self._all.clear()

    async def learn(self) -> Figures:
        """Everybody asks, and answers a quiz."""
        begun = self._next = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for person in range(self._people):
                tasks.create_task(self._learner(person))
        took = max(heard.sent for heard in self._all) - begun
        reactions = [heard.reaction for heard in self._all if heard.reaction is not None]
        answers = [heard.answer for heard in self._all if heard.answer is not None]
        return Figures(
            messages=len(self._all),
            per_s=round(len(self._all) / took, 1),
            reaction_p50_ms=_ms(reactions, 0.5),
            reaction_p95_ms=_ms(reactions, 0.95),
            answer_p50_ms=_ms(answers, 0.5),
            answer_p95_ms=_ms(answers, 0.95),
            errors=len(self._all) - len(answers),
        )

    async def _learner(self, person: int) -> None:
        for text in (QUESTIONS[person % len(QUESTIONS)], QUIZ, *ANSWERS):
            await self._turn()
            await self._say(person, text, patience=PATIENCE)

    async def _turn(self) -> None:
        """Until it is the next message's time: they come evenly, `rate` a second."""
        now = time.perf_counter()
        self._next = max(self._next + 1 / self._rate, now)
        await asyncio.sleep(self._next - now)

    async def _say(self, person: int, text: str, *, patience: float) -> None:
        heard = Heard(time.perf_counter())
        self._room.heard[person] = heard
        self._all.append(heard)
        await self._room.say(person, text)
        try:
            await asyncio.wait_for(heard.done.wait(), patience)
        except TimeoutError:
            return  # counted: it has no answer


def _ms(seconds: list[float], share: float) -> float:
    return round(percentile(seconds, share) * 1000, 1)
