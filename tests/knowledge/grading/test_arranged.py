"""Ordering and matching."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.course import MatchingItem, OrderingItem, Pair
from knowledge.grading.arranged import mark_matching, mark_ordering, shown, shown_right

DAY = OrderingItem(id="day", question="?", steps=("wake up", "get dressed", "eat", "leave"))
CAPITALS = MatchingItem(
    id="capitals",
    question="?",
    pairs=(
        Pair(left="France", right="Paris"),
        Pair(left="Spain", right="Madrid"),
        Pair(left="Italy", right="Rome"),
    ),
    extra=("Bern",),
)
ORDER = ["abcd"[shown(DAY).index(step)] for step in DAY.steps]
MATCH = ["abcd"[shown_right(CAPITALS).index(pair.right)] for pair in CAPITALS.pairs]


def test_it_is_shown_shuffled_and_always_the_same_way() -> None:
    assert shown(DAY) == shown(DAY) != DAY.steps
    assert sorted(shown(DAY)) == sorted(DAY.steps)
    assert sorted(shown_right(CAPITALS)) == ["Bern", "Madrid", "Paris", "Rome"]


@pytest.mark.parametrize(
    "said",
    [
        ", ".join(ORDER),
        "".join(ORDER),
        " ".join(ORDER).upper(),
        " > ".join(ORDER),
        "wake up, get dressed, eat, leave",
        "Wake up → get dresed → eat → leave",
        "wake up\nget dressed\neat\nleave",
    ],
)
def test_the_right_order(said: str) -> None:
    marked = mark_ordering(DAY, said)
    assert marked
    assert marked.verdict == "right"


def test_an_order_that_is_not_whole_is_no_mark() -> None:
    marked = mark_ordering(DAY, "wake up, eat")
    assert marked
    assert (marked.verdict, marked.remark) == ("unsure", "incomplete")


@pytest.mark.parametrize("said", ["a", "a, a, b, c", "sleep, eat", "what now?", "wxyz"])
def test_what_is_no_order(said: str) -> None:
    assert mark_ordering(DAY, said) is None


@given(st.permutations(ORDER))
def test_the_credit_is_kendalls_tau(order: list[str]) -> None:
    marked = mark_ordering(DAY, ",".join(order))
    place = [ORDER.index(letter) for letter in order]
    wrong = sum(one > other for at, one in enumerate(place) for other in place[at + 1 :])
    assert marked
    assert marked.credit == pytest.approx(max(0, 1 - 2 * wrong / 6))


@pytest.mark.parametrize(
    ("said", "credit"),
    [
        (", ".join(f"{n}-{letter}" for n, letter in enumerate(MATCH, 1)), 1),
        (" ".join(f"{n}{letter}" for n, letter in enumerate(MATCH, 1)), 1),
        (", ".join(MATCH), 1),
        ("".join(MATCH), 1),
        ("France = Paris; Spain = Madrid; Italy = Rome", 1),
        ("Francia is Paris", None),
        ("France -> Paris\nSpain -> Rome\nItaly -> Madrid", 1 / 3),
        ("France: Paris", 1 / 3),
        ("France: Rome", 0),
        ("France = Paris, France = Rome", None),
        ("Paris", None),
    ],
)
def test_right_pairs_count(said: str, credit: float | None) -> None:
    marked = mark_matching(CAPITALS, said)
    assert (marked.credit if marked else None) == (
        None if credit is None else pytest.approx(credit)
    )


@given(st.text(max_size=80))
def test_any_text_gets_a_mark_or_none(said: str) -> None:
    mark_ordering(DAY, said)
    mark_matching(CAPITALS, said)
