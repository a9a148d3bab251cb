"""Things that changed places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.short_answer.order import reordered


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("the earth orbits the moon", "The Moon orbits the Earth."),
        ("Yes. The prey eats the predator!", "The predator eats the prey."),
        ("they turn sugar into light", "Leaves turn light into sugar"),
        (
            "It grows if followed by punishment or shrinks if followed by reward",
            "It grows if followed by reward or shrinks if followed by punishment",
        ),
        (
            "long-term memory holds some items, short-term memory stores everything",
            "Short-term memory holds some items, long-term memory stores everything.",
        ),
    ],
)
def test_places_changed(answer: str, key: str) -> None:
    assert reordered(answer, key, "en")


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("the moon orbits the earth", "The Moon orbits the Earth."),
        ("The Earth is orbited by the Moon.", "The Moon orbits the Earth."),
        ("water and light", "light and water"),
        ("oxygen, glucose and water", "water, glucose and oxygen"),
        ("To make sugar, leaves use light", "Leaves use light to make sugar"),
        ("They store energy because the sun shines", "The sun shines, so they store energy"),
        (
            "predators eat what they hunt: the prey of others, and others eat those",
            "Prey eat grass",
        ),
        ("", "The Moon orbits the Earth."),
    ],
)
def test_other_orders_of_the_same(answer: str, key: str) -> None:
    assert not reordered(answer, key, "en")


def test_spanish_lists_and_passive() -> None:
    assert not reordered("oxígeno y agua", "agua y oxígeno", "es")
    assert not reordered("el ratón es cazado por el gato", "el gato caza al ratón", "es")
    assert reordered("el ratón caza al gato", "el gato caza al ratón", "es")


@given(st.lists(st.sampled_from("moon orbits earth and light by water".split()), max_size=12))
def test_a_text_is_never_another_order_of_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert not reordered(text, text, "en")
