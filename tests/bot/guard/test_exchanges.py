"""What is told by several messages, or by a yes to a guess."""

from __future__ import annotations

import pytest

from bot.guard import Sent, leak
from knowledge.course import Item
from tests.bot.guard.items import CHOICE, CLOZE, NUMERIC, SHORT, SMALL, TRUE_FALSE


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        (CHOICE, "is it b?"),
        (CHOICE, "is it shaping?"),
        (CLOZE, "hippocampus, right?"),
        (SMALL, "so x = 7?"),
        (NUMERIC, "54?"),
        (TRUE_FALSE, "is it false?"),
    ],
)
@pytest.mark.parametrize("said", ["Yes.", "Exactly!", "👍", "Sí, eso es.", "Correct, well done."])
def test_a_yes_to_the_right_guess_tells(item: Item, asked: str, said: str) -> None:
    assert leak(said, item, asked=asked)


@pytest.mark.parametrize(
    ("item", "asked", "said"),
    [
        (CHOICE, "is it a?", "No."),
        (CHOICE, "is it b or c?", "Yes, it is one of them."),
        (CHOICE, "can you help me?", "Yes. What is rewarded here?"),
        (SMALL, "is it 5?", "No, look at the sign again."),
        (SMALL, "do I distribute first?", "Yes, start with that."),
        (CLOZE, "is it the amygdala?", "Not quite."),
        (SHORT, "do they differ?", "Yes. How?"),
    ],
)
def test_other_nods_tell_nothing(item: Item, asked: str, said: str) -> None:
    assert leak(said, item, asked=asked) is None


def test_a_no_to_the_last_wrong_option_tells() -> None:
    earlier = [Sent("No.", "is it a?"), Sent("Nope.", "is it c?")]
    assert leak("No.", CHOICE, asked="then d?", earlier=earlier[:1]) is None
    found = leak("No.", CHOICE, asked="is it d then?", earlier=earlier)
    assert found
    assert found.kind == "elimination"


def test_a_no_to_the_wrong_verdict_tells_the_right_one() -> None:
    assert leak("No.", TRUE_FALSE, asked="is it true?")


@pytest.mark.parametrize(
    "asked", ["is it more than 5?", "does the answer start with s?", "is it even?"]
)
def test_narrowing_it_down_by_yes_and_no_tells(asked: str) -> None:
    assert leak("Yes.", SMALL, asked=asked)


@pytest.mark.parametrize(
    ("item", "texts"),
    [
        (CLOZE, ("hippo", "campus")),
        (CLOZE, ("It begins so: hippo", "And ends so: campus")),
        (NUMERIC, ("The first digit is 5.", "The next digit is 4.")),
        (NUMERIC, ("5", "4")),
        (CHOICE, ("It's not extinction.", "It's not a reinforcement, so not c and d.")),
        (SHORT, ("The one increases the likelihood.", "The other decreases it.")),
    ],
)
def test_pieces_add_up(item: Item, texts: tuple[str, str]) -> None:
    first, second = texts
    assert leak(first, item) is None
    assert leak(second, item, earlier=[Sent(first)])


def test_hints_one_after_the_other_do_not_add_up() -> None:
    earlier = [Sent("Distribute the 3 first."), Sent("What is 3 times −4?"), Sent("Now 2x.")]
    assert leak("Take 2x from both sides.", SMALL, earlier=earlier) is None


def test_what_is_out_already_does_not_block_what_follows() -> None:
    assert leak("Think about it.", SMALL, earlier=[Sent("x = 7")]) is None


@pytest.mark.parametrize(
    ("item", "wrote", "said"),
    [
        (SMALL, "3x - 12 = 2x - 5, x = 7", "You found x = 7. How could you check that?"),
        (SMALL, "x = 12 - 5", "You wrote x = 12 - 5."),
        (NUMERIC, "I think 54", "How did you get 54?"),
        (CLOZE, "maybe the hippocampus", "You said hippocampus. What makes you think so?"),
        (CHOICE, "b", "You chose B. Why?"),
        (SHORT, "one increases the likelihood, the other decreases it", "You said that one "
         "increases the likelihood and the other decreases it. Can you give an example?"),
    ],
)  # fmt: skip
def test_asking_learners_about_what_they_wrote_tells_nothing(
    item: Item, wrote: str, said: str
) -> None:
    assert leak(said, item, said_by_learner=[wrote]) is None
    assert leak(said, item, said_by_learner=["I don't know where to start"])


@pytest.mark.parametrize(
    ("item", "wrote", "said"),
    [
        (SMALL, "x = 7 or x = 5", "x = 7, that's it."),
        (NUMERIC, "is it 54", "The answer is 54."),
        (CHOICE, "a, b, c or d?", "You said B, among others."),
        (CLOZE, "hippocampus?", "Hippocampus, exactly."),
    ],
)
def test_confirming_what_they_wrote_tells(item: Item, wrote: str, said: str) -> None:
    assert leak(said, item, said_by_learner=[wrote])
