"""What a typed line picks, and when it is a message of its own."""

from __future__ import annotations

import pytest

from bot.adapters.console.offers import Offers
from bot.messages import Action, Buttons, Choices, Option, Text


def _option(label: str) -> Option:
    return Option(label=label, action=Action(name="test.pick", args={"label": label}))


def _offers(*parts: Text | Choices | Buttons) -> Offers:
    offers = Offers()
    for part in parts:
        offers.add(part)
    return offers


QUIZ = _offers(
    Text(markdown="Which one is it?"),
    Choices(options=tuple(map(_option, ("A) a *fixed* ratio", "a variable ratio", "neither.")))),
    Buttons(options=(_option("Show me the rule"), _option("I'm stuck"))),
)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("1", "A) a *fixed* ratio"),
        ("2.", "a variable ratio"),
        ("b", "a variable ratio"),
        ("C)", "neither."),
        ("a fixed ratio", "A) a *fixed* ratio"),
        ("A) a fixed ratio", "A) a *fixed* ratio"),
        ("Neither", "neither."),
        ("/2", "I'm stuck"),
        ("show me the rule!", "Show me the rule"),
        ("4", None),
        ("d", None),
        ("/3", None),
        ("0", None),
        ("", None),
        ("two", None),
        ("²", None),
    ],
)
def test_picking(line: str, label: str | None) -> None:
    picked = QUIZ.pick(line)
    assert (picked.label if picked else None) == label


def test_a_number_answers_a_question_before_it_picks_a_button() -> None:
    buttons = Buttons(options=(_option("Try again"), _option("I'm stuck")))
    asked = _offers(Text(markdown="Close.\n\nWhat is $3 - 1$?"), buttons)
    told = _offers(Text(markdown="Is it? It is.\n\nHere you are."), buttons)
    assert asked.pick("2") is None
    assert asked.pick("/2") == told.pick("2") == buttons.options[1]


def test_numbers_go_on_through_one_answer() -> None:
    offers = Offers()
    first = offers.add(Buttons(options=(_option("one"),)))
    second = offers.add(Buttons(options=(_option("two"),)))
    assert [number for number, _ in [*first, *second]] == [1, 2]
