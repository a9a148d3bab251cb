"""What one learner's events add up to: mastery, what is remembered, what was tried. Pure.

A projection: folding the learner's events again gives the same, to the last digit
(`studylamp rebuild --check` holds it to that). Stored so that a turn need not go through years of
events; see bot/learner/store/projections.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Self

from bot.learner import mastery, memory
from bot.learner.events import (
    AttemptMade,
    Event,
    IdentitiesLinked,
    ItemOpened,
    MarkSettled,
    QuestionAsked,
    Reviewed,
)
from bot.learner.mastery import Cohort, LearnerState, Parameters
from bot.learner.mastery.learner import absorb as absorb_attempt
from bot.learner.mastery.standing import Surprise
from bot.learner.memory import Key, Memory

VERSION = 1
"""Of the form below. A stored projection of another version is made anew."""
EVENTS = (
    "attempt_made", "reviewed", "item_opened", "question_asked", "mark_settled",
    "identities_linked",
)  # fmt: skip
"""The types that are folded. `Anew` has all before it folded again; see `Folding`."""
Anew = MarkSettled | IdentitiesLinked
"""After these a learner's model is made anew: an earlier mark or more events count."""

_LONGEST_ANSWER = 15 * 60.0
"""Seconds after which somebody who opened an item was doing something else."""
_QUICKEST = 5.0
"""Seconds that reading a question takes at least, whatever the clock says."""
TYPICAL_ANSWER = 45.0
"""Seconds that an answer usually takes: the pace of somebody who hasn't answered yet."""
_DOUBT = 5
"""Answers' worth of belief in the usual pace."""


class Tries(NamedTuple):
    """What a learner did with one item."""

    answers: int = 0
    """Marked ones."""
    right: int = 0
    credit: float | None = None
    """Of the newest marked answer."""
    seen: float = 0.0
    """Seconds since 1970 when it was last shown or answered."""


class Pace(NamedTuple):
    """How long this learner takes for an answer, as a mean of logarithms."""

    answers: int = 0
    log_seconds: float = 0.0

    @property
    def seconds(self) -> float:
        """Typical seconds an answer, drawn to the usual as long as little is known."""
        usual = math.log(TYPICAL_ANSWER) * _DOUBT
        return math.exp((self.log_seconds * self.answers + usual) / (self.answers + _DOUBT))

    @property
    def factor(self) -> float:
        """1 for the usual pace, 2 for somebody who takes twice as long."""
        return self.seconds / TYPICAL_ANSWER

    def with_answer(self, seconds: float) -> Pace:
        n = self.answers + 1
        counted = math.log(max(_QUICKEST, seconds))
        return Pace(n, self.log_seconds + (counted - self.log_seconds) / n)


@dataclass(slots=True)
class LearnerModel:
    """Changed in place by `fold`."""

    mastery: LearnerState
    cards: dict[Key, Memory] = field(default_factory=dict)
    """When to review what."""
    tries: dict[Key, Tries] = field(default_factory=dict)
    """Items, as ``item:ID``."""
    met: dict[tuple[str, str], float] = field(default_factory=dict)
    """Course and section -> when they last asked about it or practised it, the latest last."""
    pace: Pace = field(default_factory=Pace)
    opened: tuple[Key, float] | None = None
    """The item that was opened last and isn't answered yet."""

    @classmethod
    def new(cls, params: Parameters) -> Self:
        return cls(LearnerState.new(params))

    def fold(
        self, ref: int, at: datetime, event: Event, params: Parameters, cohort: Cohort
    ) -> Surprise | None:
        """Take one event into account; what a marked answer taught, for the class-wide ratings.

        Args:
            ref: the event's id in the log.
        """
        match event:
            case AttemptMade():
                self._review(event, at)
                self._try(event, at)
                self._meet(event.course, event.section, at)
                attempt = mastery.from_event(ref, at, event)
                return absorb_attempt(self.mastery, attempt, params, cohort)
            case Reviewed():
                self._review(event, at)
                self._meet(event.course, event.section, at)
            case ItemOpened():
                key = Key(event.course, event.section, f"item:{event.item}")
                self._show(key, at)
                self.opened = key, at.timestamp()
                self._meet(event.course, event.section, at)
            case QuestionAsked(covered=True) if event.sections:
                # The first one answered it; the others only touch it.
                self._meet(event.course, event.sections[0], at)
        return None

    def _review(self, event: AttemptMade | Reviewed, at: datetime) -> None:
        review = memory.review_of(event)
        if review:
            key, rating = review
            self.cards[key] = memory.reviewed(self.cards.get(key), key, rating, at)

    def _try(self, event: AttemptMade, at: datetime) -> None:
        key = Key(event.course, event.section, f"item:{event.item}")
        before = self._show(key, at)
        if event.credit is None:
            return
        right = before.right + (event.credit == 1)
        self.tries[key] = Tries(before.answers + 1, right, event.credit, before.seen)
        now = at.timestamp()
        if self.opened and self.opened[0] == key:
            if event.attempt == 1 and 0 <= now - self.opened[1] <= _LONGEST_ANSWER:
                self.pace = self.pace.with_answer(now - self.opened[1])
            self.opened = None

    def _show(self, key: Key, at: datetime) -> Tries:
        before = self.tries.get(key, Tries())
        # An event may arrive late, or from a clock that was set back.
        self.tries[key] = before._replace(seen=max(before.seen, at.timestamp()))
        return self.tries[key]

    def _meet(self, course: str, section: str, at: datetime) -> None:
        self.met.pop((course, section), None)
        self.met[course, section] = at.timestamp()


# ---- as it is stored -----------------------------------------------------------------------


def dump(model: LearnerModel) -> dict[str, Any]:
    """As JSON-ready data."""
    return {
        "mastery": mastery.dump(model.mastery),
        "cards": [_card(card) for card in model.cards.values()],
        "tries": [[*key, *tries] for key, tries in model.tries.items()],
        "met": [[*place, at] for place, at in model.met.items()],
        "pace": list(model.pace),
        "opened": [*model.opened[0], model.opened[1]] if model.opened else None,
    }


def load(data: Mapping[str, Any], params: Parameters) -> LearnerModel:
    """Raises KeyError, TypeError or ValueError on what `dump` didn't write: rebuild it then."""
    opened = data["opened"]
    return LearnerModel(
        mastery=mastery.load(data["mastery"], params),
        cards={card.key: card for card in map(_to_card, data["cards"])},
        tries={Key(*row[:3]): Tries(*row[3:]) for row in data["tries"]},
        met={(course, section): at for course, section, at in data["met"]},
        pace=Pace(*data["pace"]),
        opened=(Key(*opened[:3]), opened[3]) if opened else None,
    )


def _card(card: Memory) -> list[Any]:
    moments = card.reviewed.isoformat(), card.due.isoformat()
    return [*card.key, card.stability, card.difficulty, *moments, card.reviews, card.missed]


def _to_card(row: list[Any]) -> Memory:
    course, section, what, stability, difficulty, reviewed, due, reviews, missed = row
    return Memory(
        key=Key(course, section, what),
        stability=stability,
        difficulty=difficulty,
        reviewed=datetime.fromisoformat(reviewed),
        due=datetime.fromisoformat(due),
        reviews=reviews,
        missed=missed,
    )
