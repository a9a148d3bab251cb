"""Every kind of item can be asked, answered by typing, and marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.learner.events import AttemptMade
from knowledge.course import (
    AlgebraItem,
    Choice,
    ClozeItem,
    Course,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    OrderingItem,
    Pair,
    Section,
    Term,
    Unit,
)
from tests.dialogs.runner import dialog, no

SEVERAL = MultipleChoiceItem(
    id="several",
    question="Which of these are planets?",
    choices=(
        Choice(text="Mars", correct=True),
        Choice(text="the Moon"),
        Choice(text="Venus", correct=True),
    ),
)
ORDER = OrderingItem(
    id="order", question="From the Sun outwards:", steps=("Mercury", "Venus", "Earth")
)
MATCH = MatchingItem(
    id="match",
    question="What is what?",
    pairs=(Pair(left="Mars", right="a planet"), Pair(left="Io", right="a moon")),
)
BLANKS = ClozeItem(
    id="blanks",
    question="A {{1}} goes round a {{2}}.",
    blanks=(("moon",), ("planet",)),
)
BLANK = ClozeItem(id="blank", question="The path of a planet is its {{1}}.", blanks=(("ellipse",),))
SPEED = NumericItem(id="speed", question="How fast is 7.2 km in 2 h?", answer="1", unit="m/s")
ANGLE = AlgebraItem(id="angle", question="Expand $2(x+1)$.", answer="$2x+2$")


def course(item: Item) -> Course:
    section = Section(
        id="sky",
        number="1.1",
        title="The Sky",
        text="Planets go round the Sun. Moons go round planets.",
        terms=(Term(name="eclipse", definition="one body in the shadow of another"),),
        items=(item,),
    )
    return Course(id="sky", title="Sky", units=(Unit(id="u", title="Sky", sections=(section,)),))


@pytest.mark.parametrize(
    ("item", "asked", "answer", "credit", "said"),
    [
        (SEVERAL, "More than one may be right", "a, c", 1.0, ""),
        (SEVERAL, "- b) the Moon", "a", 0.5, "Partly right. The answer is **Mars; Venus**."),
        (SEVERAL, "- c) Venus", "b", 0.0, "The answer is **Mars; Venus**."),
        (ORDER, "Put them in order", "Mercury, Venus, Earth", 1.0, ""),
        (ORDER, "- c)", "Earth, Venus, Mercury", 0.0, "**Mercury → Venus → Earth**"),
        (MATCH, "1. Mars", "Mars - a planet, Io - a moon", 1.0, ""),
        (MATCH, "Match them", "Mars - a moon, Io - a planet", 0.0, "Mars → a planet"),
        (BLANKS, r"A (1) \\_\\_\\_\\_ goes round a (2)", "moon, planet", 1.0, ""),
        (BLANKS, "with commas between", "moon, star", 0.5, "**moon; planet**"),
        (BLANK, r"its \\_\\_\\_\\_.", "elllipse", 1.0, "It's spelled **ellipse**."),
        (BLANK, r"its \\_\\_\\_\\_.", "eclipse", 0.0, "**ellipse**"),
        (SPEED, "How fast", "3.6 km/h", 1.0, ""),
        (SPEED, "How fast", "1 km/h", 0.0, "**1 m/s**"),
        (ANGLE, "Expand", "2 + 2x", 1.0, ""),
        (ANGLE, "Expand", "2x + 1", 0.0, "**$2x+2$**"),
    ],
)
async def test_a_quiz_asks_it(
    tmp_path: Path, item: Item, asked: str, answer: str, credit: float, said: str
) -> None:
    async with dialog(tmp_path, course(item)) as chat:
        await chat.run(
            [
                ("quiz me on 1.1, 1 question", [asked.replace("\\\\", "\\"), no("{{")]),
                (answer, said),
            ]
        )
        tries = [e for e in await chat.events() if isinstance(e, AttemptMade)]
        assert [e.credit for e in tries] == [credit]
