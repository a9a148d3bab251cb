"""What counts as an outcome, and for whom."""

from __future__ import annotations

from datetime import datetime

from bot.learner.events import Event, PilotAssigned, PilotLeft, PilotTold
from bot.pilot.outcomes import Outcome, outcomes
from bot.pilot.plan import Pilot
from tests.bot.pilot.planning import CONCEPTS, answer, day, hint, logged, planned

PILOT = Pilot(planned(), approved=day(0))
LOT = PilotAssigned(course="psych", pilot="p1", arm="full", level="low", stratum="low")


DURING = day(2)


def of(*events: Event, at: datetime = DURING, pilot: Pilot = PILOT) -> Outcome:
    log = logged(*[("ana", event) for event in (LOT, *events)], at=at)
    (found,) = outcomes(pilot, log, CONCEPTS)
    return found


def test_the_next_item_of_the_concept_after_help() -> None:
    found = of(
        answer("i0", right=True),  # nothing helped yet
        hint("i1"),
        answer("i1", right=True, hints=1),  # the item that was helped with
        answer("other", right=True),  # another concept
        answer("i2", right=False),
        answer("i3", right=True),  # the one after the next
    )
    assert (found.next_items, found.helped) == ([False], 0)


def test_a_next_item_with_hints_is_help_again() -> None:
    found = of(hint("i1"), hint("i2"), answer("i2", right=True, hints=1), answer("i3", right=True))
    assert (found.next_items, found.helped) == ([True], 1)


def test_second_tries_count_for_nothing_and_dont_know_is_not_right() -> None:
    unknown = answer("i3", right=False).model_copy(update={"credit": None, "dont_know": True})
    unsure = answer("i2", right=False).model_copy(update={"credit": None})
    found = of(hint("i1"), answer("i2", right=True, attempt=2), unsure, unknown)
    assert found.next_items == [False]


def test_only_while_help_differs_and_where() -> None:
    events = (hint("i1"), answer("i2", right=True))
    assert of(*events, at=day(0)).next_items == []
    assert of(*events, at=day(9)).next_items == []
    assert of(*events, pilot=Pilot(planned(sections=("elsewhere",)))).next_items == []
    assert of(*events, pilot=Pilot(planned(), day(0), ended=day(1.5))).next_items == []


def test_the_delayed_quiz() -> None:
    quiz = {"quiz": "p1", "mode": "silent"}
    found = of(
        answer("q1", right=True, **quiz),
        answer("q1", right=False, **quiz),  # the first answer counts
        answer("q2", right=False, **quiz),
        answer("q3", right=True, quiz="other"),
        at=day(16),
    )
    assert found.quiz == {"q1": True, "q2": False}
    assert found.quiz_share(4) == 0.5
    assert found.quiz_share(5) is None  # fewer than half of it
    assert found.next_items == []


def test_told_left_and_not_in_it() -> None:
    told = PilotTold(course="psych", pilot="p1", about="pilot")
    found = of(told, PilotLeft(course="psych", pilot="p1"))
    assert (found.told, found.left) == (True, True)
    other = PilotLeft(course="psych", pilot="p0")
    assert not of(told, other).left
    assert outcomes(PILOT, logged(("ben", hint("i1"))), CONCEPTS) == []


def test_the_first_lot_counts_when_two_records_became_one() -> None:
    assert of(LOT.model_copy(update={"arm": "search"})).arm == "full"
