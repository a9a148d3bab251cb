"""How well something is remembered and when to recall it again: FSRS over the event log. Pure.

Each key term and item of a section is a card. Nothing is stored: a card is what replaying the
learner's events makes of it, so it can't disagree with them. Intervals are whole days without
chance in them, so that the same events always give the same dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler, State

from bot.learner.events import AttemptMade, Event, Happened, Reviewed

RETENTION = 0.85
"""The probability of recall at which something is due."""
EVENTS = ("attempt_made", "reviewed")
"""The types that `cards` reads."""
RATINGS: tuple[int, ...] = tuple(Rating)
"""1 again, 2 hard, 3 good, 4 easy."""
AGAIN, HARD, GOOD = Rating.Again.value, Rating.Hard.value, Rating.Good.value

_LONGEST = 120
"""Days that nothing rests longer than: a term, in which a course is still being learnt."""
# No steps of minutes: a review is a minute a day.
_FSRS = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=_LONGEST,
    enable_fuzzing=False,
)
_EARLY = timedelta(hours=8)
"""What falls due later on the same day is taken along: who reviewed at six in the evening may
review at noon."""
_DAY = timedelta(days=1)


class Key(NamedTuple):
    """What a card is about."""

    course: str
    section: str
    what: str
    """``term:NAME`` or ``item:ID``."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is believed about one card, and why."""

    key: Key
    stability: float
    """Days until the probability of recall has fallen to 0.9."""
    difficulty: float
    """1 easy to 10 hard."""
    reviewed: datetime
    """The last time (UTC)."""
    due: datetime
    reviews: int
    missed: int
    """How many of the reviews were missed."""

    def recall(self, now: datetime) -> float:
        """The probability that it can be recalled now, by whole days since the last review."""
        return _FSRS.get_card_retrievability(_card(self), now.astimezone(UTC))

    def is_due(self, now: datetime) -> bool:
        return self.due - _EARLY <= now

    def days_until_due(self, now: datetime) -> int:
        """Days until it can be reviewed; 0 when it is due."""
        return max(0, -((now - (self.due - _EARLY)) // _DAY))


def cards(events: Iterable[Happened]) -> dict[Key, Memory]:
    """Every card that the events speak of, oldest first.

    Args:
        events: one learner's, in the order of the log; types other than `EVENTS` are passed over.
    """
    found: dict[Key, Memory] = {}
    for happened in events:
        review = review_of(happened.event)
        if review:
            key, rating = review
            found[key] = reviewed(found.get(key), key, rating, happened.at)
    return found


def reviewed(memory: Memory | None, key: Key, rating: int, at: datetime) -> Memory:
    """The card after one more review.

    A clock that went backwards counts as no time passed: the log's order is what happened.
    """
    now = at.astimezone(UTC)
    if memory:
        now = max(now, memory.reviewed)
    card = _card(memory) if memory else Card(card_id=0, due=now)
    card, _ = _FSRS.review_card(card, Rating(rating), now)
    assert card.stability is not None
    assert card.difficulty is not None
    return Memory(
        key=key,
        stability=card.stability,
        difficulty=card.difficulty,
        reviewed=now,
        due=now + _DAY if rating == AGAIN else card.due,  # what was missed comes back tomorrow
        reviews=(memory.reviews if memory else 0) + 1,
        missed=(memory.missed if memory else 0) + (rating == AGAIN),
    )


def intervals(memory: Memory | None, key: Key, now: datetime) -> dict[int, int]:
    """Days until it would be due again, by rating; what the buttons show."""
    after = {rating: reviewed(memory, key, rating, now) for rating in RATINGS}
    return {rating: (card.due - card.reviewed).days for rating, card in after.items()}


def due(found: Mapping[Key, Memory], now: datetime) -> list[Memory]:
    """The cards to review now, the most endangered first."""
    waiting = [memory for memory in found.values() if memory.is_due(now)]
    return sorted(waiting, key=lambda memory: (memory.recall(now), memory.due, memory.key))


def of_attempt(attempt: AttemptMade) -> int | None:
    """The rating that a marked answer stands for; None when it says nothing about the memory.

    The first answer of a round counts: right alone is good, with hints or partly right is hard.
    What comes after a wrong answer is help at work, and the miss stands.
    """
    if attempt.credit is None or attempt.attempt > 1:
        return None
    if attempt.credit < 0.5:
        return AGAIN
    return GOOD if attempt.credit == 1 and attempt.hints == 0 else HARD


def review_of(event: Event) -> tuple[Key, int] | None:
    """The card that an event recalls and its rating; None for what says nothing about memory."""
    match event:
        case Reviewed():
            return Key(event.course, event.section, event.what), event.rating
        case AttemptMade():
            rating = of_attempt(event)
            key = Key(event.course, event.section, f"item:{event.item}")
            return (key, rating) if rating else None
    return None


def _card(memory: Memory) -> Card:
    return Card(
        card_id=0,  # else the package takes the clock's time, and waits for it to go on
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.reviewed,
    )
