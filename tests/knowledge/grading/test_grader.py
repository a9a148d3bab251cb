"""The grader as the bot uses it: every kind of item, hostile texts, a child that dies."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    OrderingItem,
    Pair,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.grading.grader import Grader
from knowledge.grading.mark import Mark
from knowledge.grading.maths.process import Process
from knowledge.grading.short_answer import GradedAnswer

CHOICE = ChoiceItem(
    id="c",
    question="?",
    choices=(Choice(text="$0.5$", correct=True), Choice(text="$2$"), Choice(text="a cat")),
)
MULTIPLE = MultipleChoiceItem(
    id="m", question="?", choices=(Choice(text="one", correct=True), Choice(text="two"))
)
TRUE = TrueFalseItem(id="t", question="?", answer=True)
CLOZE = ClozeItem(id="z", question="A {{1}}.", blanks=(("neuron", "nerve cell"),))
NUMBER = NumericItem(id="n", question="How far is it?", answer="5", unit="m")
ALGEBRA = AlgebraItem(id="a", question="Expand $4(x+3)$", answer="$4x+12$")
SHORT = ShortAnswerItem(id="s", question="Why?", answer="Because of the bell.")
ORDER = OrderingItem(id="o", question="?", steps=("first", "second"))
MATCH = MatchingItem(
    id="p", question="?", pairs=(Pair(left="a", right="x"), Pair(left="b", right="y"))
)
EVERY = (CHOICE, MULTIPLE, TRUE, CLOZE, NUMBER, ALGEBRA, SHORT, ORDER, MATCH)


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    running = Grader()
    running.warm_up()
    yield running
    running.close()


def verdict(mark: Mark | None) -> str | None:
    return mark.verdict if mark else None


@pytest.mark.parametrize(
    ("item", "answer", "expected"),
    [
        (CHOICE, "a", "right"),
        (CHOICE, "i think it's 1/2", "right"),
        (CHOICE, "50%", "right"),
        (CHOICE, "what is a cat?", None),
        (CHOICE, "what about a cat?", "wrong"),
        (MULTIPLE, "one", "right"),
        (TRUE, "it's true!", "right"),
        (CLOZE, "a nueron", "right"),
        (CLOZE, "nerve cell", "right"),
        (CLOZE, "neutron", "wrong"),
        (NUMBER, "I got 500 cm because it's 5 times 100", "right"),
        (NUMBER, "five meters", "right"),
        (NUMBER, "is it 5?", "right"),
        (NUMBER, "how far is that?", None),
        (NUMBER, "tell me something about animals please", None),
        (NUMBER, "hmm", "unsure"),
        (ALGEBRA, "the answer is 12 + 4x", "right"),
        (ALGEBRA, "$4x + 12$", "right"),
        (ALGEBRA, "4(x+3)", "wrong"),
        (ALGEBRA, "what does expand mean?", None),
        (SHORT, "because of the bell", "right"),
        (SHORT, "the bell rang", "unsure"),
        (SHORT, "what bell?", None),
        (ORDER, "first, second", "right"),
        (MATCH, "a = x, b = y", "right"),
    ],
)
def test_marks(grader: Grader, item: Item, answer: str, expected: str | None) -> None:
    assert verdict(grader.mark(item, answer, vocabulary=("neutron", "neuron"))) == expected


@pytest.mark.parametrize("item", EVERY)
def test_not_knowing_is_no_wrong_answer(grader: Grader, item: Item) -> None:
    marked = grader.mark(item, "I don't know, sorry")
    assert marked
    assert (marked.verdict, marked.credit) == ("dont_know", None)


@pytest.mark.parametrize("item", EVERY)
def test_nothing_is_no_answer(grader: Grader, item: Item) -> None:
    assert grader.mark(item, " \n") is None


def test_the_learners_language_tells_the_decimal_mark(grader: Grader) -> None:
    item = NumericItem(id="n", question="?", answer="1500")
    assert verdict(grader.mark(item, "1.500", language="es")) == "right"
    assert verdict(grader.mark(item, "1.500", language="en")) == "wrong"
    assert verdict(grader.mark(item, "mil quinientos", language="es")) == "right"


def test_short_answers_are_handed_on() -> None:
    seen = []

    def short(
        item: ShortAnswerItem, answer: str, *, language: str, graded: Sequence[GradedAnswer]
    ) -> Mark:
        seen.append((item.id, answer, language, len(graded)))
        return Mark("partly", credit=0.5)

    one = GradedAnswer("the bell", 1.0)
    marked = Grader(short=short).mark(SHORT, "The bell!", language="es", graded=[one])
    assert marked
    assert marked.credit == 0.5
    assert seen == [("s", "The bell!", "es", 1)]


HOSTILE = [
    "__import__('os').system('touch /tmp/owned')",
    "9**9**9**9",
    "(" * 10_000_000,
    "(" * 1_900,
    "-" * 1_900 + "x",
    r"\frac{" * 300,
    "1/" * 900 + "1",
    "sin(" * 400 + "x" + ")" * 400,
    "(" * 20 + "x+1" + ")^30" * 20,
    "x^1000000",
    "((x+1)^40*(y+2)^40*(z+1)^40)",
    "170!!!!!!!!!",
    "1e400e400",
    "\\sqrt[" * 200,
    "{" * 500 + "}" * 500,
    "4x+12\u202e\x00\ufeff",
    "lambda: 0",
    "x" * 1_999,
    "1," * 999,
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("item", [ALGEBRA, NUMBER])
def test_hostile_texts_do_no_harm(grader: Grader, item: Item, text: str) -> None:
    marked = grader.mark(item, text)
    assert marked is None or not marked.credit
    assert verdict(grader.mark(ALGEBRA, "12+4x")) == "right"


def test_hostile_work_does_no_harm(grader: Grader) -> None:
    for text in HOSTILE:
        grader.check_steps(f"{text}\n{text}", ALGEBRA)
    assert grader.check_steps("4x+12", ALGEBRA).finished


def test_a_killed_child_is_not_noticed(grader: Grader) -> None:
    process = grader._process
    os.kill(process.ask(os.getpid), signal.SIGKILL)
    assert verdict(grader.mark(ALGEBRA, "12+4x")) == "right"


def test_without_an_answer_in_time_there_is_no_mark() -> None:
    slow = Grader(process=Process(seconds=0, prepare=list))
    marked = slow.mark(ALGEBRA, "12 + 4x")
    assert marked
    assert (marked.verdict, marked.credit) == ("unsure", None)
    assert slow.check_steps("4x = 2", ALGEBRA).steps == ()
    slow.close()


async def test_many_learners_at_once(grader: Grader) -> None:
    answers = [("12+4x", "right"), ("4x+13", "wrong")] * 8
    marks = await asyncio.gather(
        *(asyncio.to_thread(grader.mark, ALGEBRA, answer) for answer, _ in answers)
    )
    assert [verdict(mark) for mark in marks] == [expected for _, expected in answers]


def test_accepted_forms_of_a_smaller_question(grader: Grader) -> None:
    assert grader.same("it's 4x", ["$4x$"])
    assert grader.same("0.5", ["1/2"])
    assert grader.same("The Bell", ["bell"])
    assert not grader.same("5x", ["$4x$"])


@given(st.text(max_size=120), st.sampled_from(EVERY))
@settings(max_examples=60)
def test_any_text_gets_a_mark_or_none(grader: Grader, text: str, item: Item) -> None:
    marked = grader.mark(item, text)
    assert marked is None or isinstance(marked, Mark)
