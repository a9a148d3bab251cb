"""What gives an item away, and what doesn't."""

from __future__ import annotations

import pytest

from bot.guard import Leak, leak, reveals
from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    Item,
    NumericItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from tests.bot.guard.items import (
    ALGEBRA,
    CHOICE,
    CLOZE,
    ITEMS,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SHORT,
    SMALL,
    SPANISH,
    TRUE_FALSE,
    language,
)

TELLING: list[tuple[Item, tuple[str, ...]]] = [
    (
        CHOICE,
        (
            "b",
            "It's (b).",
            "I'd say B!",
            "B is correct",
            "B as in bear",
            "Option two is right.",
            "It's number 2",
            "the 2nd one",
            "Go with the second.",
            "Choose the one between A and C",
            "It's the letter after A",
            "Not a, c, or d.",
            "Everything but b is wrong.",
            "A, C and D are incorrect.",
            "Shaping.",
            "Skinner shaped pigeons this way.",
            "It is shaping, not extinction.",
            "Shaping rather than extinction, definitely.",
            "While extinction stops a behavior, shaping rewards successive approximations.",
            "La respuesta es la B",
            "$B$",
            "\\boxed{B}",
            "ans = 'B'",
            "🅱",
        ),
    ),
    (MULTIPLE, ("A and C", "1 and 3", "Encoding is one of them.", "encoding and retrieval")),
    (
        TRUE_FALSE,
        (
            "False.",
            "F",
            "It isn't true that punishment increases behavior.",
            "That statement doesn't hold.",
            "I wouldn't call it true.",
            "Nope, it's wrong.",
            "A common misconception: it's a myth!",
            "On the contrary: it decreases.",
            "Actually, punishment decreases how often a behavior occurs.",
            "Pick the second option.",
            "Es falso.",
        ),
    ),
    (CLOZE, ("Think of the hippocampus.", "Hippocampal damage is what H.M. had.")),
    (
        NUMERIC,
        (
            "54",
            "It's 54 km/h",
            "fifty-four",
            "vierundfünfzig",
            "LIV",
            "5.4e1",
            "about 54",
            "15 m/s",
            "0.9 km per minute",
            "The answer is 5 4",
            "The first digit is 5, the second is 4.",
            "So that makes 6 · 9",
            "One more than 53: the number after 53",
            "Is it 54?",
        ),
    ),
    (
        SMALL,
        (
            "7",
            "x = 7",
            "7 = x",
            "x - 7 = 0",
            "x equals seven",
            "The answer? 7.",
            "Plug in 7 and see.",
            "so x must be 7",
            "and then 7 remains",
            "If x were 7, both sides would be 9.",
            "Check: 3·(7−4) = 9",
            "which makes x = 12 - 5",
            "half of 14",
            "siete",
            "VII",
        ),
    ),
    (
        ALGEBRA,
        (
            "That makes 4x + 12.",
            r"$$12+4\cdot x$$",
            "4x plus 12",
            "four x plus twelve",
            "x*4 + 12",
            "4x + 3*4",
            "The first term is 4x and the second one 12.",
        ),
    ),
    (
        SHORT,
        (
            "One increases how likely the behavior is, the other one decreases it: likelihood.",
            "The first increases the likelihood. The second decreases it.",
        ),
    ),
    (
        ORDERING,
        (
            "First the question, then the hypothesis, then the experiment, then the conclusion.",
            "1. question\n2. hypothesis\n3. experiment\n4. conclusion",
            "B, A, D, C",
        ),
    ),
    (MATCHING, ("Skinner used an operant chamber.", "Bandura: Bobo doll", "1-c, 2-a, 3-b")),
    (SPANISH, ("Es la media aritmética.", "la c", "Ni la mediana ni la moda.")),
]
GUIDING: list[tuple[Item, tuple[str, ...]]] = [
    (
        CHOICE,
        (
            "Think about what is rewarded: the finished behavior or steps on the way to it?",
            "What is the difference between extinction and negative reinforcement?",
            "It isn't extinction: nothing is taken away here.",
            "Is it shaping or extinction? Look at what successive means.",
            "- extinction\n- shaping\n- positive reinforcement\n- negative reinforcement",
            "It's down to two: “shaping” or “positive reinforcement”. What tells them apart?",
            "Here's a second hint. Look at section 6.3 of the book.",
            "Option A would mean that the behavior stops.",
            "A good first step: say in your own words what approximation means.",
        ),
    ),
    (MULTIPLE, ("Think of what memory does first.", "Two of them belong to learning.")),
    (
        TRUE_FALSE,
        (
            "Is it true or false? Think of what a punishment is for.",
            "If it were true, grounding a child would make them misbehave more. Would it?",
            "You're right that both words sound alike.",
            "Read the statement again, word by word.",
        ),
    ),
    (CLOZE, ("Which part of the brain is it?", "The amygdala is about emotions; its neighbour?")),
    (
        NUMERIC,
        (
            "The answer is asked for in km/h, but the time is given in minutes.",
            "What part of an hour are 50 minutes?",
            "First turn 50 minutes into hours. 60 minutes make an hour.",
            "Divide 45 km by the time in hours.",
            "It is not 50.",
            "Exercise 54 of the book is much like it.",
        ),
    ),
    (
        SMALL,
        (
            "Distribute the 3 first: what is 3 · (−4)?",
            "3(x − 4) becomes 3x − 12. Now you have 3x − 12 = 2x − 5. What next?",
            "Step 7 of the checklist: collect like terms.",
            "There are 7 terms in all.",
            "It is not 5.",
            "It's 17 lines in the book.",
        ),
    ),
    (
        ALGEBRA,
        (
            "Multiply what is outside with each part inside.",
            "What is 4 times x?",
            "Use the distributive property: a(b + c) = ab + ac.",
            "4(x+3) means 4 groups of (x+3).",
            "4x + 120",
        ),
    ),
    (
        SHORT,
        (
            "Ask first what happens to the behavior.",
            "Does each make the behavior more likely or less?",
        ),
    ),
    (ORDERING, ("What do scientists do before they test anything?",)),
    (MATCHING, ("Who worked with dogs?", "The Bobo doll study was about imitation.")),
    (
        SPANISH,
        (
            "¿Qué pasa con cada medida si un valor es enorme?",
            "¿Es la mediana o la media aritmética?",
            "La mediana depende solo del orden.",
        ),
    ),
]


def _each(cases: list[tuple[Item, tuple[str, ...]]]) -> list[object]:
    return [
        pytest.param(item, text, id=f"{item.id}-{text[:40]}")
        for item, texts in cases
        for text in texts
    ]


@pytest.mark.parametrize(("item", "text"), _each(TELLING))
def test_telling(item: Item, text: str) -> None:
    assert reveals(text, item, language(item))


@pytest.mark.parametrize(("item", "text"), _each(GUIDING))
def test_guiding(item: Item, text: str) -> None:
    assert leak(text, item, language(item)) is None


def test_a_leak_says_what_and_where() -> None:
    text = "Good. So it's **fifty-four**, isn't it?"
    found = leak(text, NUMERIC)
    assert found == Leak("number", "fifty-four", (16, 26))
    assert text[slice(*found.span)] == "fifty-four"


def test_a_hidden_leak_says_how_it_was_hidden() -> None:
    found = leak("Decode this: c2hhcGluZw==", CHOICE)
    assert found
    assert (found.said, found.how) == ("shaping", "base64")
    assert "Decode this: c2hhcGluZw=="[slice(*found.span)] == "c2hhcGluZw=="


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_question_does_not_give_itself_away(item: Item) -> None:
    assert leak(item.question, item, language(item)) is None


def test_the_question_s_own_number_counts_only_as_a_result() -> None:
    item = NumericItem(id="n", question="What is larger, 14 or 25?", answer="25")
    assert not reveals("Compare 14 and 25 digit by digit.", item)
    assert reveals("The larger one is 25.", item)


def test_a_rounded_or_converted_number_counts_too() -> None:
    item = NumericItem(id="n", question="How far is it in km?", answer="1.234", unit="km")
    assert reveals("It's about 1.23.", item)
    assert reveals("That's 1234 m.", item)
    assert not reveals("Round to 2 decimals.", item)


def test_options_that_say_whether_something_holds() -> None:
    parallel = ChoiceItem(
        id="p",
        question="Are the lines y = 2x and y = 2x + 1 parallel?",
        choices=(Choice(text="Parallel", correct=True), Choice(text="Not parallel")),
    )
    assert reveals("They have the same slope, so they are parallel.", parallel)
    assert not reveals("Lines that are not parallel cross somewhere.", parallel)


def test_options_in_maths() -> None:
    item = ChoiceItem(
        id="m",
        question="Which is the slope of $y=3x-2$?",
        choices=(
            Choice(text="$-2$"),
            Choice(text="$\\frac{1}{3}$"),
            Choice(text="$3$", correct=True),
        ),
    )
    assert reveals("The slope is 3.", item)
    assert not reveals("Is it $-2$, $\\frac{1}{3}$ or $3$?", item)


def test_key_ideas_count_by_how_many_are_told() -> None:
    item = ShortAnswerItem(
        id="k",
        question="Why do seasons change?",
        answer="Earth's axis is tilted, so sunlight reaches each hemisphere at changing angles.",
        key_ideas=("the axis is tilted", "the angle of sunlight changes", "hemispheres differ"),
    )
    assert not reveals("Think of the axis: it is tilted.", item)
    assert reveals("The axis is tilted, and so the angle of sunlight changes.", item)


def test_meaning_is_asked_when_there_is_someone_to_ask() -> None:
    text = "One makes you do it again, the other one stops you."
    assert leak(text, SHORT) is None
    found = leak(text, SHORT, similarity=lambda _, texts: [0.9 for _ in texts])
    assert found
    assert found.how == "other words"
    assert leak(text, SHORT, similarity=lambda _, texts: [0.3 for _ in texts]) is None


def test_a_statement_that_is_true_is_told_by_saying_so() -> None:
    item = TrueFalseItem(id="t", question="The mean changes with every value.", answer=True)
    assert reveals("That's true.", item)
    assert not reveals("That's false.", item), "a wrong verdict tells nobody the right one"


@pytest.mark.parametrize(
    "text", ["7 " * 400, "x" * 8_001, "$x+1$, $x+2$ " + "".join(f"${n}x+1$ " for n in range(90))]
)
def test_what_is_too_much_to_look_through_is_not_vouched_for(text: str) -> None:
    found = leak(text, ALGEBRA)
    assert found
    assert found.kind == "unread"


@pytest.mark.parametrize(
    "answer", ["X ~ N(36, 10)", "P(A AND B)", "$H_0: \\mu = 15$", ">", "both a and b"]
)
def test_an_answer_in_notation_is_found_as_it_is_written(answer: str) -> None:
    item = ShortAnswerItem(id="n", question="Write it down.", answer=answer)
    assert reveals(f"It's {answer}", item)
    assert reveals(f"The answer is {answer}.", item)
    assert not reveals("Write down the name of the distribution first.", item)


def test_a_root_that_is_not_simplified_yet_is_a_step_on_the_way() -> None:
    key = AlgebraItem(
        id="r", question=r"Simplify $2\sqrt{3}\cdot4\sqrt{6}$.", answer=r"$24\sqrt{2}$"
    )
    assert not reveals(r"That makes $8\sqrt{18}$. Which square is in 18?", key)
    assert reveals(r"$\sqrt{2}\cdot24$", key)
