"""Courses with what was added here: once, for everybody, and only while it fits."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adding import with_additions
from bot.learner.additions import Addition, Kind
from bot.shelf import Shelf
from knowledge.course import AlgebraItem, ChoiceItem, Course, Item, TrueFalseItem
from tests.bot.learner.conftest import Open
from tests.dialogs.courses import ALGEBRA, CLASSICAL, LIGHT, PSYCHOLOGY
from tests.fakes import NOON, FakeLibrary

MADE = TrueFalseItem(id="gen-1", question="A ray shows the way that light takes.", answer=True)


def addition(kind: Kind, name: str, /, *, section: str = "rays", **data: Any) -> Addition:
    return Addition("light", section, kind, name, data, NOON)


def made(**more: Any) -> Addition:
    return addition("item", "gen-1", item=MADE.model_dump(mode="json"), **more)


def items(course: Course) -> dict[str, Item]:
    return {item.id: item for _, item in course.items()}


def test_an_item_is_one_of_its_section() -> None:
    found = with_additions(LIGHT, [made(evidence="A ray shows the way that light takes.")])
    assert items(found)["gen-1"] == MADE
    assert len(items(found)) == len(items(LIGHT)) + 1
    assert found.units[0].sections[1] is not None


def test_an_item_whose_text_is_gone_is_left_out() -> None:
    assert "gen-1" not in items(with_additions(LIGHT, [made(evidence="Light is a wave.")]))
    elsewhere = addition("item", "gen-1", section="prisms", item=MADE.model_dump(mode="json"))
    assert with_additions(LIGHT, [elsewhere]) == LIGHT


def test_a_ladder_is_for_items_without_their_own() -> None:
    hints = [{"id": "d1", "text": "Think of the way."}]
    found = items(with_additions(LIGHT, [addition("ladder", "rays-1", hints=hints)]))["rays-1"]
    assert [hint.text for hint in found.hints] == ["Think of the way."]
    ladder = Addition("algebra", "multiply", "ladder", "p1", {"hints": hints}, NOON)
    own = items(with_additions(ALGEBRA, [ladder]))["p1"]
    assert own.hints[0].id == "h1"


def test_a_corrected_key_is_right_from_now_on() -> None:
    key = Addition(
        "psych", "classical", "key", "neutral", {"answers": ["A conditioned stimulus"]}, NOON
    )
    found = items(with_additions(PSYCHOLOGY, [key]))["neutral"]
    assert isinstance(found, ChoiceItem)
    assert found.key[0].text == "a conditioned stimulus"
    accepted = Addition("algebra", "multiply", "key", "p1", {"answers": ["12+4x"]}, NOON)
    algebra = items(with_additions(ALGEBRA, [accepted]))["p1"]
    assert isinstance(algebra, AlgebraItem)
    assert algebra.accepted == ("12+4x",)
    flipped = items(with_additions(LIGHT, [addition("key", "rays-1", answers=["false"])]))["rays-1"]
    assert isinstance(flipped, TrueFalseItem)
    assert flipped.answer is False


@pytest.mark.parametrize(
    "broken",
    [
        Addition("psych", "classical", "key", "neutral", {"answers": ["no such option"]}, NOON),
        Addition("psych", "classical", "key", "neutral", {}, NOON),
        Addition("psych", "classical", "item", "gen-9", {"item": {"kind": "hologram"}}, NOON),
        Addition("psych", "classical", "ladder", "neutral", {"hints": [{"id": "x"}]}, NOON),
        Addition("psych", "classical", "ladder", "nowhere", {"hints": []}, NOON),
    ],
)
def test_what_another_version_wrote_does_no_harm(broken: Addition) -> None:
    assert items(with_additions(PSYCHOLOGY, [broken]))["neutral"] == CLASSICAL.items[0]


async def test_an_addition_is_there_at_once_and_for_others_too(open_store: Open) -> None:
    one, other = await open_store(), await open_store()
    library = FakeLibrary(LIGHT)
    here, there = Shelf(library, one.additions), Shelf(library, other.additions)
    await here.refresh()
    assert here.get("light") is LIGHT
    await here.keep(made())
    course = here.get("light")
    assert "gen-1" in items(course)
    assert here.get("light") is course  # made once
    assert there.get("light") is LIGHT
    await there.refresh()
    assert "gen-1" in items(there.get("light"))
    await here.keep(made(evidence="never in the text"))  # the first one stands
    assert "gen-1" in items(here.get("light"))


async def test_what_a_teacher_rejects_is_gone(open_store: Open) -> None:
    store = await open_store()
    shelf = Shelf(FakeLibrary(LIGHT), store.additions)
    await shelf.keep(made())
    await store.additions.review("light", "item", "gen-1", "rejected")
    await shelf.refresh()
    assert shelf.get("light") is LIGHT
    await shelf.keep(made())  # and stays so
    assert shelf.get("light") is LIGHT


async def test_a_key_can_be_replaced(open_store: Open) -> None:
    store = await open_store()
    shelf = Shelf(FakeLibrary(LIGHT), store.additions)
    await shelf.keep(addition("key", "rays-1", answers=["false"]))
    await shelf.keep(addition("key", "rays-1", answers=["true"]), replace=True)
    assert [each.data["answers"] for each in await store.additions.all()] == [["true"]]
