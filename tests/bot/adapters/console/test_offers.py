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
        ("5", "I'm stuck"),
        ("/5", "I'm stuck"),
        ("show me the rule!", "Show me the rule"),
        ("6", None),
        ("d", None),
        ("/6", None),
        ("0", None),
        ("", None),
        ("two", None),
        ("²", None),
    ],
)
def test_picking(line: str, label: str | None) -> None:
    picked = QUIZ.pick(line)
    assert (picked.label if picked else None) == label


def test_beside_an_exercise_a_number_is_an_answer() -> None:
    options = (_option("Hint"), _option("Leave it"))
    beside = _offers(
        Text(markdown="What is $3 - 1$?"), Buttons(options=options, beside_answer=True)
    )
    after = _offers(Text(markdown="Would an example help?"), Buttons(options=options))
    assert beside.pick("2") is None
    assert beside.pick("/2") == after.pick("2") == options[1]


def test_numbers_go_on_through_one_answer() -> None:
    offers = Offers()
    first = offers.add(Buttons(options=(_option("one"),)))
    second = offers.add(Buttons(options=(_option("two"),)))
    assert [key for key, _ in [*first, *second]] == ["1", "2"]
