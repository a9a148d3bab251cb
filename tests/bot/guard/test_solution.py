"""Replies about a problem that is known by its worked solution only."""

from __future__ import annotations

import pytest

from bot.guard import Dialogue, reveals_solution

WEEKS = Dialogue(
    "Lena reads 40 pages on each of three evenings a week. The book has 960 pages. How many weeks"
    " does she need to read it?",
    (
        "She reads 120 pages in three evenings and 960/120 = 8, so 8 sets of three evenings. 8 x 3 ="
        " 24 evenings, and 24/7 is about 3 weeks. 3",
    ),
)
WEEKS_SOLUTION = "She reads 3*40=120 pages a week.\nSo she needs 960/120=8 weeks.\n 8"
SHOP = Dialogue(
    "A shop buys 30 lamps at $12 each and sells them at $20. How much profit does it make?",
    ("It sells them for 30 x 20 = 600. 600",),
)
SHOP_SOLUTION = "It pays 30*12=$360.\nIt gets 30*20=$600.\nThe profit is 600-360=$240.\n 240"


@pytest.mark.parametrize(
    "reply",
    [
        "So the profit is $240.",
        "The shop makes $240.",
        "600 - 360 = 240.",
        "Take away what it paid and two hundred and forty dollars are left.",
        "Wouldn't that be $240?",
        "Since it paid $360, it earns 240 in the end.",
    ],
)
def test_the_final_number_is_revealed_when_nobody_had_it(reply: str) -> None:
    assert reveals_solution(reply, SHOP_SOLUTION, dialogue=SHOP)


@pytest.mark.parametrize(
    "reply",
    [
        "So she needs 8 weeks.",
        "It takes Lena 8 weeks, not 3.",
        "The correct answer is eight weeks.",
        "Each set is a week, so that is 8 weeks.",
        "Because 960 / 120 = 8.",
        "960 divided by 120 is 8.",
        "So the number of weeks is 8.",
        "so 8 is our answer",
        "Wouldn't that actually mean 8 weeks?",
    ],
)
def test_a_number_the_learner_had_is_revealed_as_the_result(reply: str) -> None:
    assert reveals_solution(reply, WEEKS_SOLUTION, dialogue=WEEKS)


@pytest.mark.parametrize(
    "reply",
    [
        "What does the 8 stand for?",
        "You found 8 sets of three evenings. How often does she read in a week?",
        "You correctly divided 960 by 120 to get 8 sets.",
        "Remember that the 8 sets aren't 24 days in a row.",
        "If she reads on three evenings a week, how many weeks do 8 sets take?",
        "Let's go back to 8 x 3 = 24.",
        "How many pages does she read in a week?",
        "It isn't 3 weeks.",
    ],
)
def test_what_the_learner_said_and_what_is_asked_is_guidance(reply: str) -> None:
    assert not reveals_solution(reply, WEEKS_SOLUTION, dialogue=WEEKS)


@pytest.mark.parametrize(
    "reply",
    [
        "What did the lamps cost the shop?",
        "It pays 30 x 12 = 360 for them. And then?",
        "Look at the 600 again.",
        "Profit is what is left after paying for the 30 lamps.",
    ],
)
def test_steps_on_the_way_are_guidance(reply: str) -> None:
    assert not reveals_solution(reply, SHOP_SOLUTION, dialogue=SHOP)


@pytest.mark.parametrize("reply", ["So she needs 24 weeks in total.", "Therefore the answer is 5."])
def test_a_wrong_result_is_no_leak(reply: str) -> None:
    assert not reveals_solution(reply, WEEKS_SOLUTION, dialogue=WEEKS)


def test_without_a_dialogue_any_statement_of_it_counts() -> None:
    assert reveals_solution("You have 240 left.", SHOP_SOLUTION)
    assert not reveals_solution("Subtract what was paid.", SHOP_SOLUTION)


def test_in_spanish() -> None:
    dialogue = Dialogue(
        "Ana tiene 12 peras y come 5. ¿Cuántas peras le quedan?", ("12 + 5 = 17. 17",)
    )
    assert reveals_solution(
        "Entonces le quedan 7 peras.", "12-5=7", dialogue=dialogue, language="es"
    )
    assert not reveals_solution(
        "¿Qué pasa cuando come 5?", "12-5=7", dialogue=dialogue, language="es"
    )


def test_a_solution_without_a_number_reveals_nothing() -> None:
    assert not reveals_solution("The answer is 5.", "See the book.")


def test_more_numbers_than_anybody_can_look_through_are_not_vouched_for() -> None:
    assert reveals_solution("1 + " * 400, SHOP_SOLUTION)
    assert reveals_solution("and so on " * 1000, SHOP_SOLUTION)
