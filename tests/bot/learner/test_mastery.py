"""Mastery: what an answer does to a belief, and what must never matter."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learner.events import AttemptMade
from bot.learner.mastery import (
    Attempt,
    Cohort,
    LearnerState,
    Parameters,
    Replay,
    dump,
    dump_cohort,
    from_event,
    load,
    load_cohort,
    mastery,
    predict,
    update,
)
from bot.learner.mastery.learner import WINDOW

DAY = 86_400.0
NOW = 1_795_000_000.0
FITTED = Parameters(right=0.3, wrong=-0.1, form=0.8, fresh=0.4, knowledge=0.65, half_life_days=20)
"""Every signal in use, as `studylamp fit` leaves them."""

params = st.sampled_from([Parameters(), FITTED])
seconds = st.integers(0, 10**7).map(lambda ago: NOW - ago)


def attempts(*, credit: Any = None, min_size: int = 0, max_size: int = 30) -> Any:
    """Lists of attempts in any order of time, each with a reference of its own."""
    one = st.builds(
        Attempt,
        ref=st.just(0),
        at=seconds,
        item=st.sampled_from("pqrs"),
        concepts=st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(tuple),
        credit=credit or st.one_of(st.none(), st.floats(0, 1), st.sampled_from([0.0, 1.0])),
        hints=st.integers(0, 5),
        attempt=st.integers(1, 4),
    )
    some = st.lists(one, min_size=min_size, max_size=max_size)
    return some.map(lambda found: [a._replace(ref=n) for n, a in enumerate(found, 1)])


def answer(credit: float | None = 1.0, at: float = NOW, **fields: Any) -> Attempt:
    known = {"ref": 10**6, "item": "p", "concepts": ("a",), "hints": 0, "attempt": 1} | fields
    return Attempt(at=at, credit=credit, **known)


def after(
    history: list[Attempt], p: Parameters = FITTED, cohort: Cohort | None = None
) -> LearnerState:
    state = LearnerState.new(p)
    for attempt in history:
        state = update(state, attempt, p, cohort or Cohort())
    return state


def value(
    state: LearnerState, p: Parameters = FITTED, now: float = NOW, concept: str = "a"
) -> float:
    return mastery(state, concept, now, p).value


def run(results: str, *, hints: int = 0, gap: float = 60.0, end: float = NOW) -> list[Attempt]:
    """``"110"``: right, right, wrong, ``gap`` seconds apart, on items of their own."""
    return [
        answer(float(mark), end - gap * (len(results) - n), ref=n, item=f"i{n}", hints=hints)
        for n, mark in enumerate(results)
    ]


# ---- what an answer does -----------------------------------------------------------------------


@given(attempts(), params)
def test_a_belief_is_a_probability_and_rests_on_answers(
    history: list[Attempt], p: Parameters
) -> None:
    state = after(history, p)
    for concept in "abcx":
        belief = mastery(state, concept, NOW, p)
        assert 0 < belief.value < 1
        marked = [a for a in history if a.credit is not None and concept in a.concepts]
        assert belief.n == len(marked)
        assert {a.ref for a in belief.evidence} <= {a.ref for a in marked}
        assert len(belief.evidence) == min(len(marked), 8)
    assert 0 < predict(state, "new", ("a", "x"), now=NOW, params=p) < 1


@given(attempts(), params, st.integers(0, 6), st.integers(1, 4))
def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises(
    history: list[Attempt], p: Parameters, hints: int, attempt: int
) -> None:
    state = after(history, p)
    before = value(state, p)
    right = update(state, answer(1.0, hints=hints, attempt=attempt), p)
    wrong = update(state, answer(0.0, hints=hints, attempt=attempt), p)
    assert value(wrong, p) < before < value(right, p)


@given(attempts(), params)
def test_class_wide_ratings_move_the_same_way(history: list[Attempt], p: Parameters) -> None:
    for credit in (0.0, 1.0):
        replay = Replay(p)
        for attempt in history:
            replay.observe("ana", attempt)
        replay.observe("ben", answer(1 - credit))  # so that there is a belief about the concept
        before = mastery(replay.learners["ben"], "a", NOW, p, replay.cohort).value
        replay.observe("ana", answer(credit))
        now = mastery(replay.learners["ben"], "a", NOW, p, replay.cohort).value
        assert (now > before) if credit else (now < before)


@given(attempts(), params, st.integers(0, 4))
def test_hints_and_retries_make_a_right_answer_count_for_less(
    history: list[Attempt], p: Parameters, hints: int
) -> None:
    state = after(history, p)
    some, more = (value(update(state, answer(hints=h), p), p) for h in (hints, hints + 1))
    once, twice = (value(update(state, answer(attempt=n), p), p) for n in (1, 2))
    assert some > more
    assert once > twice


@given(attempts(), params, st.floats(0, 1), st.floats(0, 1))
def test_more_credit_is_never_worth_less(
    history: list[Attempt], p: Parameters, one: float, other: float
) -> None:
    state = after(history, p)
    low, high = (value(update(state, answer(c), p), p) for c in sorted((one, other)))
    assert low <= high + 1e-12


def test_each_concept_of_an_item_is_credited() -> None:
    state = after([answer(concepts=("a", "b"))])
    assert value(state, concept="a") == value(state, concept="b") > value(state, concept="c")


def test_an_item_without_concepts_tells_about_the_learner() -> None:
    nothing = LearnerState.new(FITTED)
    state = after([answer(concepts=())])
    assert value(state) > value(nothing)
    assert mastery(state, "a", NOW, FITTED).n == 0


def test_what_could_not_be_marked_changes_nothing() -> None:
    state = after(run("110"))
    assert update(state, answer(None), FITTED) == state


def test_update_leaves_its_arguments_alone() -> None:
    state, cohort = after(run("110")), Cohort()
    kept = json.dumps(dump(state))
    update(state, answer(0.0), FITTED, cohort)
    update(state, answer(0.0, at=0.0), FITTED, cohort)
    assert json.dumps(dump(state)) == kept
    assert cohort == Cohort()


# ---- time --------------------------------------------------------------------------------------


@given(attempts(), params, st.lists(st.floats(0, 5000), min_size=2, max_size=5))
def test_waiting_never_raises_a_belief(
    history: list[Attempt], p: Parameters, days: list[float]
) -> None:
    state = after(history, p)
    values = [value(state, p, NOW + DAY * wait) for wait in sorted(days)]
    assert all(earlier >= later - 1e-12 for earlier, later in pairwise(values))


def test_what_was_mastered_fades_by_half_lives() -> None:
    state = after(run("11111"))
    now, later, never = (mastery(state, "a", NOW + DAY * d, FITTED) for d in (0, 20, 10**6))
    assert now.value > later.value > never.value
    assert never.value == pytest.approx(never.unpractised)  # ability stays
    assert later.unfaded == pytest.approx(now.unfaded)
    assert later.days_since == pytest.approx(20, abs=0.01)


@given(attempts(max_size=WINDOW), params, st.randoms())
def test_the_order_of_arrival_does_not_matter(
    history: list[Attempt], p: Parameters, chance: Any
) -> None:
    """Two devices at once, a clock that goes backwards, the same moment: time, then the log."""
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert after(shuffled, p) == after(history, p)


@given(attempts(min_size=1, max_size=WINDOW))
def test_an_answer_that_arrives_twice_counts_once(history: list[Attempt]) -> None:
    assert after([*history, history[-1], history[0]]) == after(history)


def test_an_answer_later_than_the_window_still_counts() -> None:
    long = run("1" * (WINDOW + 10))
    state = after(long)
    late = update(state, answer(0.0, at=0.0), FITTED)
    assert value(late) < value(state)
    assert mastery(late, "a", NOW, FITTED).n == len(long) + 1
    # where it was put can no longer be told, so it is the oldest of what is still in order
    assert late.settled.concepts["a"].attempts[-1].ref == 10**6


def test_a_clock_that_went_back_forgets_nothing() -> None:
    state = after(run("111"))
    assert value(state, now=NOW - 400 * DAY) == value(state, now=state.standing.at)


# ---- state -------------------------------------------------------------------------------------


@given(attempts(), params)
def test_a_state_survives_json(history: list[Attempt], p: Parameters) -> None:
    state = after(history, p)
    again = load(json.loads(json.dumps(dump(state), allow_nan=False)), p)
    assert again == state
    assert update(again, answer(), p) == update(state, answer(), p)


@given(attempts(max_size=60), params)
@settings(max_examples=40)
def test_a_rebuild_equals_what_stood(history: list[Attempt], p: Parameters) -> None:
    """Online with `update`, saved after each answer, against one replay from the log."""
    replay, cohort, online = Replay(p), Cohort(), LearnerState.new(p)
    for attempt in history:
        online = load(json.loads(json.dumps(dump(online))), p)
        online = update(online, attempt, p, replay.cohort)
        replay.observe("ana", attempt)
        cohort = load_cohort(json.loads(json.dumps(dump_cohort(replay.cohort))))
    if history:
        again = Replay(p)
        for attempt in history:
            again.observe("ana", attempt)
        assert replay.learners["ana"] == again.learners["ana"] == online
        assert cohort == again.cohort


def test_a_very_long_history_stays_sound() -> None:
    state = Replay(FITTED)
    for n in range(20_000):
        state.observe("ana", answer(1.0, at=NOW + n, ref=n, item=f"i{n % 7}"))
    learner = state.learners["ana"]
    before = mastery(learner, "a", NOW, FITTED, state.cohort).value
    assert 0.99 < before < 1
    state.observe("ana", answer(0.0, at=NOW + 10**5))
    slip = mastery(learner, "a", NOW, FITTED, state.cohort).value
    assert 0.9 < slip < before  # one slip wipes nothing out
    assert len(json.dumps(dump(learner))) < 20_000
    assert all(math.isfinite(r.mean) for r in state.cohort.items.values())


def test_ratings_stay_finite_with_extreme_parameters() -> None:
    p = replace(FITTED, ability_variance=1e6, knowledge_variance=1e6, item_variance=1e6, right=50)
    state = after(run("1010" * 30), p)
    assert 0 < value(state, p) < 1


# ---- from events -------------------------------------------------------------------------------


def test_an_event_becomes_an_attempt() -> None:
    at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    event = AttemptMade(
        course="stats",
        section="s1",
        item="q7",
        concepts=("mean", "mode", "mean"),
        answer="4",
        credit=0.5,
        hints=2,
        attempt=3,
    )
    made = from_event(41, at, event)
    assert made == Attempt(41, at.timestamp(), "stats/q7", ("stats/mean", "stats/mode"), 0.5, 2, 3)
    assert from_event(1, at + timedelta(days=1), event).at - made.at == DAY
