"""Golden sequences: what is believed after them, and the reasons that are given."""

from __future__ import annotations

import pytest

from bot.learner.mastery import (
    Answered,
    ClassWide,
    Elsewhere,
    Faded,
    LastSeen,
    LearnerState,
    NotTried,
    Parameters,
    Replay,
    explain,
    mastery,
)
from tests.bot.learner.test_mastery import DAY, NOW, after, answer, run

DEFAULT = Parameters()


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("", 0.668),
        ("1", 0.738),
        ("0", 0.541),
        ("11111", 0.853),
        ("00000", 0.284),
        ("11011", 0.757),
        ("11100", 0.608),
        ("00111", 0.682),
    ],
)
def test_beliefs_after_short_histories(results: str, expected: float) -> None:
    belief = mastery(after(run(results), DEFAULT), "a", NOW, DEFAULT)
    assert belief.value == pytest.approx(expected, abs=0.001)


def test_the_first_step_by_hand() -> None:
    """One right answer: gain = variance / (1 + p(1-p) x all variances), times the surprise."""
    p = 1 / (1 + 2.718281828459045**-0.7)
    shared = 1 + p * (1 - p) * (1.0 + 0.3 + 1.0 + 0.5)
    state = after([answer()], DEFAULT)
    assert state.standing.ability.mean == pytest.approx((1 - p) * 1.0 / shared)
    assert state.standing.concepts["a"].knowledge == pytest.approx((1 - p) * 0.3 / shared)
    assert state.standing.ability.variance == pytest.approx(1 - p * (1 - p) / shared)


def test_right_on_four_of_the_last_five_one_with_a_hint_six_days_ago() -> None:
    history = run("0011011", end=NOW - 6 * DAY)
    history[3] = history[3]._replace(hints=1)
    belief = mastery(after(history, DEFAULT), "a", NOW, DEFAULT)
    reasons = explain(belief, DEFAULT)
    assert reasons[0] == Answered(right=4, partly=0, hinted=1, of=5, refs=(2, 3, 4, 5, 6))
    seen = reasons[1]
    assert isinstance(seen, LastSeen)
    assert seen.days == pytest.approx(6, abs=0.01)
    assert belief.n == 7


def test_nothing_known_says_so() -> None:
    belief = mastery(LearnerState.new(DEFAULT), "a", NOW, DEFAULT)
    (reason,) = explain(belief, DEFAULT)
    assert reason == NotTried(typical=belief.value)
    assert (belief.n, belief.last_seen, belief.days_since, belief.evidence) == (0, None, None, ())


def test_time_and_answers_elsewhere_are_reasons() -> None:
    here = run("1" * 12, end=NOW - 300 * DAY)
    belief = mastery(after(here, DEFAULT), "a", NOW, DEFAULT)
    reasons = explain(belief, DEFAULT)
    assert [type(reason) for reason in reasons] == [Answered, LastSeen, Faded]
    there = [
        each._replace(concepts=("b",), ref=100 + place, at=each.at + 1)
        for place, each in enumerate([*here, *here])
    ]
    belief = mastery(after([*here, *there], DEFAULT), "a", NOW, DEFAULT)
    reasons = explain(belief, DEFAULT)
    assert [type(reason) for reason in reasons] == [Answered, LastSeen, Faded, Elsewhere]
    faded = reasons[2]
    assert isinstance(faded, Faded)
    assert faded.lost == pytest.approx(belief.unfaded - belief.value)


def test_a_concept_that_is_hard_for_everyone_is_a_reason() -> None:
    replay = Replay(DEFAULT)
    for person in range(30):
        replay.observe(f"p{person}", answer(0.0, ref=person, item=f"i{person}"))
        replay.observe(f"p{person}", answer(1.0, ref=100 + person, item="q", concepts=("b",)))
    new = LearnerState.new(DEFAULT)
    hard = mastery(new, "a", NOW, DEFAULT, replay.cohort)
    easy = mastery(new, "b", NOW, DEFAULT, replay.cohort)
    assert hard.value < 0.5 < 0.66 < easy.value
    reason = explain(hard, DEFAULT)[-1]
    assert isinstance(reason, ClassWide)
    assert reason.effect < 0


def test_spread_shrinks_with_answers_and_grows_with_time() -> None:
    none, some = after([], DEFAULT), after(run("1011"), DEFAULT)
    unsure, surer = (mastery(state, "a", NOW, DEFAULT).spread for state in (none, some))
    later = mastery(some, "a", NOW + 500 * DAY, DEFAULT).spread
    assert unsure > later > surer
