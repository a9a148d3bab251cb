"""A plan's order: what comes first, what is left out, and how long it takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import planning
from bot.learner.events import AttemptMade, ItemOpened, PlanSteered
from bot.learner.known import Known
from bot.learner.learner_model import Pace
from bot.planning import Plan
from knowledge.concepts import ConceptGraph
from tests.bot.learner.events import known
from tests.bot.learner.test_memory import START, At
from tests.dialogs.courses import LIGHT

GRAPH = ConceptGraph(LIGHT)
NOW = START + timedelta(days=3)


def after(**credits: tuple[float, ...]) -> Known:
    """What is known after answers with these credits, by section."""
    events = [
        AttemptMade(
            course="light", section=name, item=f"{name}-{n}", concepts=(name,), answer="x", credit=each
        )
        for name, given in credits.items()
        for n, each in enumerate(given, 1)
    ]  # fmt: skip
    return known(At(START + timedelta(minutes=n), event) for n, event in enumerate(events))


def make(of: Known, *sections: str, **more: object) -> Plan:
    return planning.make(GRAPH, of, NOW, sections=sections, **more)  # type: ignore[arg-type]


def steps(plan: Plan) -> list[tuple[str, str]]:
    return [(step.node.id, step.reason) for step in plan.steps]


def steered(**orders: object) -> PlanSteered:
    return PlanSteered(course="light", **orders)  # type: ignore[arg-type]


def test_reading_order_with_what_is_built_on_first() -> None:
    assert steps(make(after())) == [("rays", "new"), ("mirrors", "new"), ("lenses", "new")]
    assert [node.id for node in make(after()).steps[0].opens] == ["mirrors"]


def test_nobody_is_sent_back_on_suspicion() -> None:
    assert steps(make(after(), "lenses")) == [("lenses", "new")]
    shaky = after(rays=(0, 0, 0))
    assert steps(make(shaky, "lenses")) == [("rays", "shaky"), ("lenses", "new")]


def test_mastered_is_done() -> None:
    good = after(rays=(1, 1, 1, 1, 1))
    plan = make(good)
    assert [node.id for node in plan.done] == ["rays"]
    assert steps(plan)[0] == ("mirrors", "new")


def test_two_right_answers_are_not_enough() -> None:
    assert steps(make(after(rays=(1, 1))))[0] == ("rays", "started")


def test_a_passed_test_skips_until_answers_say_otherwise() -> None:
    assert steps(make(after(), skipped=["rays"]))[0] == ("mirrors", "new")
    bad = after(rays=(0, 0, 0, 0))
    assert steps(make(bad, skipped=["rays"]))[0] == ("rays", "shaky")


def test_a_pin_comes_first_but_not_before_what_it_builds_on() -> None:
    plan = make(after(), steering=steered(pinned=("lenses",)))
    assert [name for name, _ in steps(plan)] == ["rays", "mirrors", "lenses"]
    assert steps(plan)[2] == ("lenses", "pinned")
    plan = make(after(), "rays", steering=steered(pinned=("lenses",)))
    assert ("lenses", "pinned") in steps(plan)  # the teacher's wish is part of every aim


def test_what_is_locked_is_named_but_no_step() -> None:
    plan = make(after(), steering=steered(unlocked=("rays",)))
    assert [name for name, _ in steps(plan)] == ["rays"]
    assert [node.id for node in plan.locked] == ["mirrors", "lenses"]


def test_minutes_go_by_ones_own_pace() -> None:
    quick, slow = after(), after()
    slow.model.pace = Pace(20, 5.0)
    assert make(slow).minutes > make(quick).minutes
    assert Pace(0, 0.0).factor == pytest.approx(1)
    assert Pace(50, 5.0).factor > 2


def test_pace_is_learnt_from_opening_and_answering() -> None:
    def answered(seconds: float, nth: int = 1) -> Known:
        opened = ItemOpened(course="light", section="rays", item="i")
        done = AttemptMade(
            course="light", section="rays", item="i", concepts=("rays",), answer="x", credit=1, attempt=nth
        )  # fmt: skip
        return known([At(START, opened), At(START + timedelta(seconds=seconds), done)])

    assert answered(120).model.pace.answers == 1
    assert answered(120).model.pace.seconds > answered(10).model.pace.seconds
    assert answered(5000).model.pace.answers == 0  # they were doing something else
    assert answered(-30).model.pace.answers == 0  # the clock was set back
    assert answered(60, nth=2).model.pace.answers == 0


@given(
    st.lists(st.tuples(st.sampled_from(["rays", "mirrors", "lenses"]), st.sampled_from([0.0, 0.5, 1.0])), max_size=25),
    st.sets(st.sampled_from(["rays", "mirrors", "lenses", "history"])),
    st.none() | st.sets(st.sampled_from(["rays", "mirrors", "lenses"])),
)  # fmt: skip
def test_every_plan_is_sound(
    answers: list[tuple[str, float]], sections: set[str], unlocked: set[str] | None
) -> None:
    events = [
        AttemptMade(course="light", section=s, item=f"{s}-1", concepts=(s,), answer="x", credit=c)
        for s, c in answers
    ]
    of = known(At(START + timedelta(minutes=n), event) for n, event in enumerate(events))
    orders = steered(unlocked=None if unlocked is None else tuple(unlocked))
    plan = make(of, *sections, steering=orders)
    order = [step.node.id for step in plan.steps]
    assert len(set(order)) == len(order)
    groups = [set(order), {n.id for n in plan.done}, {n.id for n in plan.locked}]
    assert sum(map(len, groups)) == len(set.union(*groups))
    for place, step in enumerate(plan.steps):
        later = set(order[place + 1 :])
        assert not later & {node.id for node in GRAPH.before(step.node.id)}
        assert step.minutes >= 1
