"""Hint ladders."""

from __future__ import annotations

from bot.guard import reveals
from bot.hints import ladder
from knowledge.course import AlgebraItem, Choice, ChoiceItem, Hint, Section

SECTION = Section(id="s", title="Multiply Polynomials", number="6.3")
WITH_HINTS = AlgebraItem(
    id="a",
    question="Multiply $4(x+3)$.",
    answer="$4x+12$",
    hints=(
        Hint(id="h1", text="Multiply what is outside with each part inside.", title="Multiply"),
        Hint(id="h2", kind="scaffold", text="What is $4$ times $x$?", answer=("4x",)),
        Hint(id="h3", text="Put together, that is $4x+12$."),
    ),
)
CHOICE = ChoiceItem(
    id="c",
    question="Which schedule pays after a set time?",
    choices=(
        Choice(text="fixed ratio", misconception="Counts responses instead of time."),
        Choice(text="variable ratio"),
        Choice(text="fixed interval", correct=True),
        Choice(text="variable interval"),
    ),
)


def test_own_hints_come_in_order_without_the_one_that_tells() -> None:
    assert [rung.id for rung in ladder(WITH_HINTS, SECTION)] == ["h1", "h2"]


def test_an_item_without_hints_gets_a_ladder_from_its_section() -> None:
    recall = [
        "A fixed interval schedule pays after a set time.",
        "Ratio schedules count responses.",
    ]
    rungs = ladder(CHOICE, SECTION, recall)
    assert [rung.kind for rung in rungs] == ["orient", "recall", "narrow"]
    assert rungs[1].text == "Ratio schedules count responses."
    assert rungs[2].choices == ("fixed ratio", "fixed interval")


def test_no_rung_tells_before_narrowing() -> None:
    for item in (WITH_HINTS, CHOICE):
        for rung in ladder(item, SECTION, ["It is the fixed interval schedule."]):
            assert not reveals(rung.text, item)


def test_every_item_has_a_first_rung() -> None:
    bare = AlgebraItem(id="b", question="?", answer="x", hints=(Hint(id="h", text="It is x = x"),))
    assert ladder(bare, SECTION)
