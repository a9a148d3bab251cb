"""Which item comes next: weak before known, due before rest, never too hard, not twice."""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.learner.events import AttemptMade, ItemOpened
from bot.learner.known import Known
from bot.selection import Candidate, candidates, pick, worth
from knowledge.concepts import ConceptGraph
from tests.bot.learner.events import known
from tests.bot.learner.test_memory import START, At
from tests.dialogs.courses import LIGHT

GRAPH = ConceptGraph(LIGHT)
NOW = START + timedelta(days=10)


def after(*answers: tuple[str, str, float], days_ago: float = 9) -> Known:
    """What is known after answers to (section, item)."""
    at = NOW - timedelta(days=days_ago)
    events = [
        AttemptMade(course="light", section=s, item=i, concepts=(s,), answer="x", credit=c)
        for s, i, c in answers
    ]
    return known(At(at + timedelta(minutes=n), event) for n, event in enumerate(events))


def pool(of: Known, *sections: str) -> dict[str, Candidate]:
    nodes = list(GRAPH.in_sections(sections or [n.section.id for n in GRAPH.nodes.values()]))
    return {each.item.id: each for each in candidates(GRAPH, nodes, of, NOW)}


def test_each_item_is_a_candidate_once_and_unknown_ones_fit() -> None:
    found = pool(after())
    assert len(found) == sum(1 for _ in LIGHT.items())
    assert all(each.ready and each.seen is None and not each.due for each in found.values())


def test_what_is_weak_is_worth_more_than_what_is_known() -> None:
    strong = [("rays", f"rays-{n}", 1.0) for n in range(1, 5)]
    weak = [("mirrors", f"mirrors-{n}", 0.0) for n in range(1, 3)]
    found = pool(after(*strong, *weak))
    assert found["mirrors-4"].need > found["rays-5"].need
    assert worth(found["mirrors-4"], "fitting") > worth(found["rays-6"], "fitting")


def test_what_is_due_comes_first() -> None:
    found = pool(after(("rays", "rays-1", 0.0), days_ago=9), "rays")
    assert found["rays-1"].due
    chosen = pick(list(found.values()), rng=random.Random(1))
    assert chosen is found["rays-1"]


def test_what_builds_on_something_shaky_waits_and_brings_it_along() -> None:
    shaky = after(*[("rays", f"rays-{n}", 0.0) for n in range(1, 5)])
    found = pool(shaky, "lenses")
    assert {each.section.id for each in found.values()} == {"lenses", "rays"}
    assert not found["lenses-1"].ready
    assert found["rays-5"].ready


def test_what_was_seen_today_is_not_asked_unless_there_is_nothing_else() -> None:
    opened = known(
        [At(NOW - timedelta(hours=1), ItemOpened(course="light", section="rays", item="rays-1"))]
    )
    found = pool(opened, "rays")
    everything = list(found.values())
    for seed in range(20):
        chosen = pick(everything, rng=random.Random(seed))
        assert chosen
        assert chosen.item.id != "rays-1"
    assert pick([found["rays-1"]], rng=random.Random(1)) is found["rays-1"]
    assert pick([found["rays-1"]], rng=random.Random(1), asked={"rays-1"}) is None


def test_topics_are_mixed() -> None:
    found = pool(after())
    last = found["rays-1"]
    chosen = pick(list(found.values()), rng=random.Random(3), asked={"rays-1"}, last=last)
    assert chosen
    assert chosen.section.id != "rays"


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98))
def test_hard_means_a_lower_chance_than_easy(one: float, other: float) -> None:
    each = next(iter(pool(after()).values()))
    low, high = sorted((one, other))
    import dataclasses

    lower, higher = (dataclasses.replace(each, chance=chance) for chance in (low, high))
    if high <= 0.6:
        assert worth(lower, "hard") <= worth(higher, "hard")
    if low >= 0.9:
        assert worth(lower, "easy") >= worth(higher, "easy")


@given(st.integers(0, 1000), st.sets(st.sampled_from([f"rays-{n}" for n in range(1, 7)])))
def test_nothing_is_asked_twice(seed: int, asked: set[str]) -> None:
    chosen = pick(list(pool(after(), "rays").values()), rng=random.Random(seed), asked=asked)
    assert (chosen is None) == (len(asked) == 6)
    assert chosen is None or chosen.item.id not in asked
