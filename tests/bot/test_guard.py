"""What gives an answer away, and what doesn't."""

from __future__ import annotations

import pytest

from bot.guard import reveals
from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    ClozeItem,
    NumericItem,
    ShortAnswerItem,
)

CHOICE = ChoiceItem(
    id="c",
    question="A stimulus that does not initially elicit a response is a(n) ________.",
    choices=(
        Choice(text="unconditioned stimulus"),
        Choice(text="neutral stimulus", correct=True),
        Choice(text="unconditioned response"),
    ),
)
NUMBER = NumericItem(id="n", question="What is 2 times 2?", answer="4")
ALGEBRA = AlgebraItem(id="a", question="Multiply $4(x+3)$.", answer="$4x+12$")
SHORT = ShortAnswerItem(
    id="s",
    question="What is the difference between reinforcement and punishment?",
    answer="Reinforcement increases the likelihood of a behavior; punishment decreases it.",
)
CLOZE = ClozeItem(id="z", question="The {{1}} stores memories.", blanks=(("hippocampus",),))


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (CHOICE, "It's the neutral stimulus."),
        (CHOICE, "Before conditioning the bell is NEUTRAL."),
        (NUMBER, "so you get 4"),
        (NUMBER, "The answer is 4."),
        (ALGEBRA, "That makes 4x + 12."),
        (ALGEBRA, r"$$4x+12$$"),
        (SHORT, "One increases how likely the behavior is, the other one decreases it."),
        (CLOZE, "Think of the hippocampus."),
    ],
)
def test_revealing(item: ChoiceItem, text: str) -> None:
    assert reveals(text, item)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (CHOICE, "Which stimulus does nothing yet before training?"),
        (NUMBER, "There are 4 steps to this."),
        (NUMBER, "You get 42."),
        (ALGEBRA, "What is 4 times x?"),
        (ALGEBRA, "4x + 120"),
        (SHORT, "Ask first what happens to the behavior."),
        (CLOZE, "Which part of the brain is it?"),
    ],
)
def test_not_revealing(item: ChoiceItem, text: str) -> None:
    assert not reveals(text, item)
