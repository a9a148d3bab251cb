"""The course's own exercises are recognised; questions in the learner's own words are not."""

from __future__ import annotations

import pytest

from bot.answering.exercise import Exercises
from knowledge.course import AlgebraItem, Choice, ChoiceItem, Course, Section, ShortAnswerItem, Unit

FILLER = [
    ShortAnswerItem(
        id=f"f{n}", question=f"Describe the role of {name} in everyday life.", answer="…"
    )
    for n, name in enumerate(["memory", "sleep", "stress", "hunger", "attention", "language"])
]
CHOICE = ChoiceItem(
    id="extinction",
    question="Extinction occurs when ________.",
    choices=(
        Choice(text="the conditioned stimulus is presented without the unconditioned one", correct=True),
        Choice(text="the neutral stimulus is presented twice"),
    ),
)  # fmt: skip
LITTLE_ALBERT = ChoiceItem(
    id="albert",
    question=(
        "In Watson and Rayner's experiments, Little Albert was conditioned to fear a white rat, and "
        "then he began to be afraid of other furry white objects. This demonstrates ________."
    ),
    choices=(Choice(text="generalization", correct=True), Choice(text="extinction")),
)
OPEN = ShortAnswerItem(
    id="skinner", question="What is a Skinner box and what is its purpose?", answer="A chamber …"
)
ALGEBRA = AlgebraItem(
    id="distribute",
    stem="Multiply a Polynomial by a Monomial. Multiply:",
    question=r"$4\left(x+3\right)$",
    answer="4x+12",
)
FRACTION = AlgebraItem(
    id="fraction", stem="Simplify:", question=r"$\frac{x^2-9}{x-3}$", answer="x+3"
)


@pytest.fixture(scope="module")
def exercises() -> Exercises:
    items = (*FILLER, CHOICE, LITTLE_ALBERT, OPEN, ALGEBRA, FRACTION)
    section = Section(id="s", title="S", items=items)
    return Exercises(
        Course(id="c", title="C", units=(Unit(id="u", title="U", sections=(section,)),))
    )


@pytest.mark.parametrize(
    ("message", "item"),
    [
        (LITTLE_ALBERT.question, "albert"),
        (f"can you help me with this one: {LITTLE_ALBERT.question} a. generalization b. …", "albert"),
        (OPEN.question, "skinner"),
        ("what is a skinner box and what is its purpose??", "skinner"),
        (r"$$4\left(x+3\right)$$", "distribute"),
        ("multiply 4(x + 3)", "distribute"),
        ("4(x+3) i got 4x+3, is that right?", "distribute"),
        ("simplify (x^2-9)/(x-3)", "fraction"),
        ("simplify (x² − 9)/(x − 3)", "fraction"),
    ],
)  # fmt: skip
def test_an_exercise_is_recognised(exercises: Exercises, message: str, item: str) -> None:
    match = exercises.find(message)
    assert match is not None
    assert match.item.id == item


@pytest.mark.parametrize(
    "message",
    [
        "",
        "what is extinction?",
        "when does extinction occur",
        "what is a skinner box?",
        "what's a skinner box? we had it in class today and i didn't get what it is for at all",
        "who was little albert?",
        "how do I multiply a polynomial by a monomial?",
        "what does x+3 mean",
        "😀😀😀",
        "4",
    ],
)
def test_a_question_is_none(exercises: Exercises, message: str) -> None:
    assert exercises.find(message) is None


def test_a_course_without_exercises() -> None:
    assert Exercises(Course(id="c", title="C")).find("What is a Skinner box?") is None
