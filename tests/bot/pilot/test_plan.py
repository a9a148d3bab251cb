"""How far a pilot is, what an arm leaves of help, and what can't be planned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.fingerprint import fingerprint
from bot.learner.events import (
    Event,
    PilotAssigned,
    PilotCodeMade,
    PilotDecided,
    PilotLeft,
    PilotTold,
    RoleGranted,
)
from bot.pilot.check import held_back, lot_fault, plan_fault
from bot.pilot.codes import teacher_of_code
from bot.pilot.part import part_of
from bot.pilot.plan import Pilot, current, pilots
from tests.bot.pilot.planning import day, logged, planned
from tests.dialogs.courses import LIGHT

APPROVED = Pilot(planned(sections=("s",)), approved=day(0))
TOLD = PilotTold(course="psych", pilot="p1", about="pilot")
LEFT = PilotLeft(course="psych", pilot="p1")


def lot(arm: str) -> PilotAssigned:
    return PilotAssigned.model_validate(
        {"course": "psych", "pilot": "p1", "arm": arm, "level": "low", "stratum": "low"}
    )


def decided(decision: str, at: float) -> PilotDecided:
    return PilotDecided.model_validate(
        {"course": "psych", "pilot": "p1", "decision": decision, "at": day(at)}
    )


def test_phases() -> None:
    waiting = Pilot(planned())
    assert waiting.phase(day(3)) == "waiting"
    seen = [APPROVED.phase(day(n)) for n in (0, 1, 8, 15, 20)]
    assert seen == ["coming", "help", "pause", "quiz", "over"]


def test_the_teachers_word() -> None:
    def after(*events: Event) -> str:
        (pilot,) = pilots([planned(), *events])
        return pilot.phase(day(3))

    assert after(decided("declined", 0)) == "declined"
    assert after(decided("approved", 0)) == "help"
    assert after(decided("approved", 0), decided("declined", 1)) == "help"
    assert after(decided("declined", 0), decided("approved", 1)) == "declined"
    assert after(decided("ended", 0)) == "waiting"
    assert after(decided("approved", 0), decided("ended", 2)) == "ended"
    assert current(pilots([planned()]), day(3)) is None


def test_an_arm_leaves_help_only_where_and_when_and_to_whom() -> None:
    told = part_of(APPROVED, [lot("search"), TOLD])
    assert told.limit("s", "i", day(2)) == "search"
    assert told.limit("elsewhere", "i", day(2)) == "solutions"
    assert told.limit("s", "i", day(9)) == "solutions"
    assert told.limit("s", "i", day(16)) == "exam"
    assert told.limit("elsewhere", "i", day(16)) == "solutions"
    assert told.limit("s", "i", day(21)) == "solutions"
    assert told.limit("s", "q1", day(2)) == told.limit("s", "q1", day(9)) == "exam"
    for own in ([lot("search")], [TOLD], [lot("search"), TOLD, LEFT]):
        assert part_of(APPROVED, own).limit("s", "q1", day(2)) == "solutions"


def test_an_earlier_pilot_is_nothing_to_this_one() -> None:
    other = Pilot(planned(pilot="p2"), approved=day(0))
    assert not part_of(other, [lot("search"), TOLD]).takes_part


def test_the_delayed_quiz_leaves_half_of_each_section_for_practice() -> None:
    quiz = held_back(LIGHT, (), 3)
    assert len(quiz) == len(set(quiz)) == 7
    assert held_back(LIGHT, (), 3) == quiz
    for section in LIGHT.sections():
        assert 2 * sum(item.id in quiz for item in section.items) <= len(section.items)
    assert all(name.startswith("rays") for name in held_back(LIGHT, ("rays",), 3))


def test_what_cant_be_planned() -> None:
    def fault(others: list[Pilot] = [], now: float = 0, **changes: object) -> str:  # noqa: B006
        return str(plan_fault(planned(**changes), others, day(now)) or "")

    assert fault() == ""
    assert "last day is before" in fault(until=day(1))
    assert "last day is before" in fault(until=day(0))
    assert "quiz would be over" in fault(quiz_until=day(15))
    assert "before the help ends" in fault(quiz_since=day(7))
    assert "in the past" in fault(now=8)
    assert "same help" in fault(arms=("hints", "hints"))
    assert "needs 4 questions" in fault(quiz=("q1", "q2"))


def test_pilots_dont_overlap() -> None:
    new = planned(pilot="p2", since=day(18), until=day(25), quiz_since=day(30), quiz_until=day(33))

    def overlaps(other: Pilot) -> bool:
        return "overlap with pilot p1" in str(plan_fault(new, [other], day(2)))

    assert overlaps(APPROVED)
    assert overlaps(Pilot(planned()))  # it waits, and may be approved yet
    assert not overlaps(Pilot(planned(), declined=True))
    assert not overlaps(Pilot(planned(), day(0), ended=day(1)))
    later = new.model_copy(update={"since": day(20)})
    assert plan_fault(later, [APPROVED], day(2)) is None


@given(st.integers(0, 12), st.integers(1, 4))
def test_too_few_for_every_arm(full: int, groups: int) -> None:
    lots = [lot("full")] * full + [lot("search")] * 2
    assert (lot_fault(planned(), lots) is None) == (full >= 2)
    named = [
        lot(arm).model_copy(update={"cluster": f"{arm}{n}"})
        for arm in ("full", "search")
        for n in range(groups)
        for _ in range(9)
    ]
    fault = lot_fault(planned(unit="group"), named)
    assert (fault is None) == (groups >= 2)


def test_a_code_is_the_newest_of_somebody_who_still_teaches() -> None:
    def made(code: str) -> PilotCodeMade:
        return PilotCodeMade(course="psych", pilot="p1", print=fingerprint(code))

    def role(name: str) -> RoleGranted:
        return RoleGranted.model_validate(
            {"course": "psych", "role": name, "by": "installer", "version": 2}
        )

    log = logged(("eva", role("teacher")), ("eva", made("old2")), ("eva", made("new3")))
    assert teacher_of_code(APPROVED, log, "new3") == "eva"
    assert teacher_of_code(APPROVED, log, " NEW3 ") == "eva"
    assert teacher_of_code(APPROVED, log, "old2") is None
    assert teacher_of_code(APPROVED, [*log, *logged(("eva", role("none")))], "new3") is None
    assert (
        teacher_of_code(APPROVED, logged(("ana", role("assistant")), ("ana", made("x"))), "x")
        is None
    )
    assert teacher_of_code(Pilot(planned(pilot="p9")), log, "new3") is None
