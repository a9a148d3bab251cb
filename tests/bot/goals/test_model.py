"""What events about goals add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.goals import active, goals_of
from bot.learner.events import (
    CheckedIn,
    CheckInSent,
    Event,
    GoalChanged,
    GoalEnded,
    GoalPaused,
    GoalResumed,
    GoalSet,
    GoalTerms,
    Snoozed,
)
from bot.learner.rhythm import Rhythm
from tests.fakes import NOON

TERMS = GoalTerms(
    words="finish chapter 6",
    kind="sections",
    target=2,
    sections=("rays", "mirrors"),
    rhythm=Rhythm(at=time(17), starts=date(2026, 11, 20), days=(4,)),
)
G = {"course": "light", "goal": "g1"}
SET = GoalSet(**G, terms=TERMS)
SENT = CheckInSent(**G, wording="plain")
TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Was:
    at: datetime
    event: Event


def log(*events: Event) -> list[Was]:
    return [Was(NOON + timedelta(hours=n), event) for n, event in enumerate(events)]


def test_a_goal_as_it_was_set() -> None:
    (goal,) = goals_of(log(SET))
    assert (goal.id, goal.course, goal.terms, goal.set_at) == ("g1", "light", TERMS, NOON)
    assert goal.open and goal.state(TODAY) == "active" and goal.unanswered == 0


def test_the_newest_terms_count() -> None:
    smaller = TERMS.model_copy(update={"target": 1})
    (goal,) = goals_of(log(SET, GoalChanged(**G, terms=smaller)))
    assert goal.terms == smaller


def test_unanswered_check_ins_are_counted_until_somebody_reacts() -> None:
    (goal,) = goals_of(log(SET, SENT, SENT, SENT))
    assert (goal.sent, goal.unanswered) == (3, 3)
    for sign in (
        CheckedIn(**G, answer="not_yet"),
        Snoozed(**G, until=NOON),
        GoalChanged(**G, terms=TERMS),
    ):
        (goal,) = goals_of(log(SET, SENT, SENT, sign))
        assert (goal.sent, goal.unanswered) == (2, 0)


def test_who_comes_by_themselves_has_missed_nothing() -> None:
    (goal,) = goals_of(log(SET, SENT, SENT, CheckInSent(**G, asked_for=True)))
    assert (goal.sent, goal.unanswered) == (3, 0)


def test_a_snooze_is_over_when_the_check_in_came() -> None:
    later = NOON + timedelta(hours=9)
    (goal,) = goals_of(log(SET, SENT, Snoozed(**G, until=later)))
    assert goal.snoozed_until == later
    (goal,) = goals_of(log(SET, SENT, Snoozed(**G, until=later), SENT))
    assert goal.snoozed_until is None


def test_a_pause_ends_by_itself_on_its_day() -> None:
    goals = goals_of(log(SET, GoalPaused(**G, until=date(2026, 12, 1))))
    assert goals[0].state(date(2026, 11, 30)) == "paused" and not active(goals, TODAY)
    assert goals[0].state(date(2026, 12, 1)) == "active"
    goals = goals_of(log(SET, GoalPaused(**G)))
    assert goals[0].state(date(2036, 1, 1)) == "paused"
    (goal,) = goals_of(log(SET, GoalPaused(**G), GoalResumed(**G)))
    assert goal.state(TODAY) == "active"


def test_what_has_ended_stays_as_it_was() -> None:
    ended = GoalEnded(**G, how="reached", evidence="3 of 3")
    (goal,) = goals_of(
        log(SET, ended, CheckedIn(**G, answer="some"), GoalEnded(**G, how="stopped"))
    )
    assert (goal.ended, goal.evidence, goal.answers) == ("reached", "3 of 3", ())
    assert not goal.open and goal.state(TODAY) == "reached"


def test_events_of_no_goal_are_passed_over() -> None:
    assert goals_of(log(SENT, CheckedIn(course="light", goal="other", answer="done"))) == ()
