"""The lot: the same for the same seed, balanced, and nobody's changes when people join."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.learner.events import Arm, PilotAssigned
from bot.learner.membership import Member
from bot.pilot.assignment import assign, assign_late, levels_of, prior_levels
from bot.pilot.plan import ARMS
from tests.bot.pilot.planning import answer, logged, planned
from tests.fakes import NOON

PRIORS = st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=40)
SOME_ARMS = st.sampled_from([ARMS, ARMS[:2], ARMS[1:]])


def members(count: int, groups: int = 0) -> list[Member]:
    return [
        Member(f"l{n:03}", "student", f"Name {n}", f"G{n % groups}" if groups else "", NOON, "open")
        for n in range(count)
    ]


def by_learner(drawn: list[tuple[str, PilotAssigned]]) -> dict[str, PilotAssigned]:
    return dict(drawn)


@given(PRIORS, SOME_ARMS, st.integers(0, 10**6))
def test_students_whatever_their_order(
    priors: list[float | None], arms: tuple[Arm, ...], seed: int
) -> None:
    plan = planned(arms=arms, seed=seed)
    class_ = members(len(priors))
    known = {m.learner: prior for m, prior in zip(class_, priors, strict=True)}
    drawn = by_learner(assign(plan, class_, known))
    shuffled = class_[::-1]
    assert by_learner(assign(plan, shuffled, known)) == drawn
    assert set(drawn) == {m.learner for m in class_}
    for stratum in {event.stratum for event in drawn.values()}:
        counts = Counter(e.arm for e in drawn.values() if e.stratum == stratum)
        assert max(counts.values()) - min(counts[arm] for arm in arms) <= 1


@given(st.integers(1, 30), st.integers(1, 20), SOME_ARMS, st.integers(0, 1000))
def test_who_comes_later_changes_nobody_and_keeps_the_balance(
    there: int, later: int, arms: tuple[Arm, ...], seed: int
) -> None:
    plan = planned(arms=arms, seed=seed)
    drawn = [event for _, event in assign(plan, members(there), {})]
    before = list(drawn)
    for n in range(later):
        new = assign_late(plan, f"new{n}", "", drawn)
        assert new
        assert new.late
        assert new == assign_late(plan, f"new{n}", "", drawn)
        drawn.append(new)
    assert drawn[:there] == before
    counts = Counter(event.arm for event in drawn)
    assert max(counts.values()) - min(counts[arm] for arm in arms) <= 1


@given(st.integers(2, 24), SOME_ARMS, st.integers(0, 1000))
def test_groups_stay_together(groups: int, arms: tuple[Arm, ...], seed: int) -> None:
    plan = planned(arms=arms, seed=seed, unit="group")
    class_ = members(3 * groups, groups)
    drawn = by_learner(assign(plan, class_, {m.learner: 0.1 for m in class_}))
    per_group = {event.cluster: event.arm for event in drawn.values()}
    assert all(event.arm == per_group[event.cluster] for event in drawn.values())
    assert len(per_group) == groups
    counts = Counter(per_group.values())
    halves = {event.stratum for event in drawn.values()}
    assert max(counts.values()) - min(counts[arm] for arm in arms) <= len(halves)


def test_another_seed_is_another_lot() -> None:
    class_ = members(40)
    lots = {tuple(e.arm for _, e in assign(planned(seed=seed), class_, {})) for seed in range(5)}
    assert len(lots) == 5


def test_who_is_in_no_group_or_a_new_one_has_no_part() -> None:
    plan = planned(unit="group")
    class_ = [*members(8, 4), Member("solo", "student", "", "", NOON, "open")]
    drawn = assign(plan, class_, {})
    assert "solo" not in dict(drawn)
    earlier = [event for _, event in drawn]
    assert assign_late(plan, "new", "", earlier) is None
    assert assign_late(plan, "new", "G9", earlier) is None
    late = assign_late(plan, "new", "g2", earlier)
    assert late
    assert late.arm == dict(drawn)["l002"].arm


def test_thirds_of_the_class() -> None:
    shares: dict[str, float | None] = {f"l{n}": n / 9 for n in range(9)}
    levels = levels_of(shares | {"new": None})
    assert [levels[f"l{n}"] for n in range(9)] == ["low"] * 3 + ["middle"] * 3 + ["high"] * 3
    assert levels["new"] == "unknown"


def test_prior_levels_count_first_answers_without_hints() -> None:
    log = logged(
        ("ana", answer("i1", right=True)),
        ("ana", answer("i2", right=False)),
        ("ana", answer("i3", right=True)),
        ("ana", answer("i3", right=False, hints=1)),
        ("ana", answer("i4", right=False, attempt=2)),
        ("ben", answer("i1", right=True)),
    )
    assert prior_levels(log) == {"ana": 2 / 3, "ben": None}
