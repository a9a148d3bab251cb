"""Review dates as computed from events: golden sequences, odd clocks, always the same result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learner import memory
from bot.learner.events import AttemptMade, CourseChosen, Event, Reviewed
from bot.learner.memory import Key

START = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
SHAPING = Key("psych", "operant", "term:shaping")


@dataclass(frozen=True)
class At:
    at: datetime
    event: Event


def rated(rating: int, key: Key = SHAPING) -> Reviewed:
    return Reviewed(**key._asdict(), rating=rating, self_rated=True)


def attempt(credit: float | None, *, hints: int = 0, nth: int = 1) -> AttemptMade:
    return AttemptMade(
        course="psych", section="operant", item="box", concepts=("operant",), answer="b",
        credit=credit, hints=hints, attempt=nth,
    )  # fmt: skip


def each_when_due(ratings: Sequence[int]) -> list[memory.Memory]:
    """The card after each rating, every review on the day it falls due."""
    at, log, after = START, [], []
    for rating in ratings:
        log.append(At(at, rated(rating)))
        after.append(memory.cards(log)[SHAPING])
        at = after[-1].due
    return after


@pytest.mark.parametrize(
    ("ratings", "days", "stability", "difficulty"),
    [
        ([3], [4], 2.3065, 2.1181),
        ([3, 3, 3], [4, 31, 120], 90.9889, 2.1043),
        ([4, 4], [16, 120], 98.9949, 1.0),
        ([1, 3, 3], [1, 4, 17], 8.7424, 6.3909),
        ([3, 3, 1, 3, 2], [4, 31, 1, 8, 19], 9.9365, 8.246),
    ],
)
def test_golden_sequences(
    ratings: list[int], days: list[int], stability: float, difficulty: float
) -> None:
    after = each_when_due(ratings)
    assert [(card.due - card.reviewed).days for card in after] == days
    assert after[-1].stability == pytest.approx(stability, abs=1e-4)
    assert after[-1].difficulty == pytest.approx(difficulty, abs=1e-4)
    assert (after[-1].reviews, after[-1].missed) == (len(ratings), ratings.count(1))


def test_recall_has_fallen_to_the_wanted_retention_when_it_is_due() -> None:
    card = each_when_due([3, 3])[-1]
    assert card.recall(card.due) == pytest.approx(memory.RETENTION, abs=0.005)
    assert card.recall(card.reviewed) == 1
    assert card.recall(card.due + timedelta(days=60)) < 0.8


@pytest.mark.parametrize(
    ("made", "rating"),
    [
        (attempt(1.0), 3),
        (attempt(1.0, hints=1), 2),
        (attempt(1.0, nth=2), None),
        (attempt(0.0, nth=2), None),
        (attempt(0.5), 2),
        (attempt(0.0), 1),
        (attempt(0.4, hints=2), 1),
        (attempt(None), None),
    ],
)
def test_an_answer_counts_as_a_review_of_its_item(made: AttemptMade, rating: int | None) -> None:
    key = Key("psych", "operant", "item:box")
    found = memory.cards([At(START, made)])
    if rating is None:
        assert found == {}
    else:
        assert found == {key: memory.reviewed(None, key, rating, START)}


def test_other_events_and_other_cards_change_nothing() -> None:
    other = Key("psych", "classical", "term:shaping")
    log = [At(START, rated(3)), At(START, CourseChosen(course="psych")), At(START, rated(1, other))]
    found = memory.cards(log)
    assert list(found) == [SHAPING, other]
    assert found[SHAPING] == each_when_due([3])[-1]


def test_a_clock_that_goes_backwards_is_no_time_passed() -> None:
    back = [At(START, rated(3)), At(START - timedelta(days=400), rated(3))]
    still = [At(START, rated(3)), At(START, rated(3))]
    assert memory.cards(back) == memory.cards(still)
    # A machine whose clock stood in the future for a day does not hide the card for good.
    card = memory.cards([At(START, rated(1))])[SHAPING]
    assert card.recall(START - timedelta(days=3)) == 1
    assert card.days_until_due(START - timedelta(days=3)) == 4


def test_the_zone_of_a_time_does_not_matter() -> None:
    tokyo = START.astimezone(timezone(timedelta(hours=9)))
    assert memory.cards([At(tokyo, rated(3))]) == memory.cards([At(START, rated(3))])


def test_due_is_whole_days_and_the_most_endangered_come_first() -> None:
    sure, shaky = (SHAPING._replace(what=f"term:{name}") for name in ("sure", "shaky"))
    found = memory.cards([At(START, rated(3, sure)), At(START, rated(1, shaky))])
    assert memory.due(found, START) == []
    noon = START.replace(hour=12) + timedelta(days=1)  # 18 hours later, on the next day
    assert [card.key for card in memory.due(found, noon)] == [shaky]
    assert found[sure].days_until_due(noon) == 3
    assert [card.key for card in memory.due(found, START + timedelta(days=9))] == [shaky, sure]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(-3, 400)), min_size=1, max_size=25))
def test_any_history_gives_one_sound_result(history: list[tuple[int, int]]) -> None:
    at, log = START, []
    for rating, days in history:
        at += timedelta(days=days)
        log.append(At(at, rated(rating)))
    card = memory.cards(log)[SHAPING]
    assert memory.cards(log)[SHAPING] == card
    assert timedelta(days=1) <= card.due - card.reviewed <= timedelta(days=120)
    assert 0 <= card.recall(at) <= 1
    assert 1 <= card.difficulty <= 10
    shown = memory.intervals(card, SHAPING, at)
    assert list(shown) == [1, 2, 3, 4]
    assert list(shown.values()) == sorted(shown.values())
    for rating, days in shown.items():
        done = memory.cards([*log, At(at, rated(rating))])[SHAPING]
        assert (done.due - done.reviewed).days == days
