"""An item as a form and back: what wasn't changed is the same item, whatever its kind."""

from __future__ import annotations

import random
from typing import cast

import pytest

from bot.learner.additions import Addition
from bot.skill import Turn
from bot.skills.queue.editing import Unsound, can_edit, edited, fields
from bot.tutor.exercise import Exercise
from knowledge.course import ChoiceItem
from knowledge.generation import Generated, items_for
from tests.fakes import NOON
from tests.knowledge.generation.courses import ESTADISTICA, SCIENCE


class Plain:
    """All that the words of a form need."""

    def _(self, message: str, /, **fields: object) -> str:
        return message.format(**fields)


TURN = cast(Turn, Plain())


def made() -> list[tuple[Exercise, Addition]]:
    found = []
    for course in (SCIENCE, ESTADISTICA):
        concepts = [concept.id for s in course.sections() for concept in s.own_concepts]
        for each in items_for(course, concepts, 40, rng=random.Random(3)):
            section = next(s for s in course.sections() if s.id == each.section_id)
            section = section.model_copy(update={"items": (*section.items, each.item)})
            if can_edit(each.item):
                found.append((Exercise(course, section, each.item), added(each, course.id)))
    return found


def added(each: Generated, course: str) -> Addition:
    data = {
        "item": each.item.model_dump(mode="json"),
        "evidence": each.evidence,
        "source": each.source,
    }
    return Addition(course, each.section_id, "item", each.item.id, data, NOON)


MADE = made()


def sent(exercise: Exercise, addition: Addition, **changed: str) -> Addition | Unsound:
    form = {name: value for name, _, value in fields(TURN, exercise.item, addition)}
    return edited(exercise.course, exercise, addition, form | changed)


def test_there_is_one_of_every_kind() -> None:
    assert {item.item.kind for item, _ in MADE} >= {"choice", "true_false", "cloze"}


@pytest.mark.parametrize("each", MADE, ids=lambda each: each[1].item)
def test_unchanged_it_is_the_same(each: tuple[Exercise, Addition]) -> None:
    exercise, addition = each
    found = sent(exercise, addition)
    assert isinstance(found, Addition), found
    assert found.item == addition.item


def choices() -> tuple[Exercise, Addition, ChoiceItem]:
    exercise, addition = next(each for each in MADE if isinstance(each[0].item, ChoiceItem))
    return exercise, addition, cast(ChoiceItem, exercise.item)


def test_another_explanation_is_another_item_with_the_same_beliefs() -> None:
    exercise, addition, item = choices()
    found = sent(exercise, addition, explanation="The section says so.")
    assert isinstance(found, Addition)
    assert found.item != addition.item
    new = cast(dict[str, object], found.data["item"])
    assert new["explanation"] == "The section says so."
    believed = {choice.text: choice.misconception for choice in item.choices}
    kept = cast(list[dict[str, str]], new["choices"])
    assert {each["text"]: each["misconception"] for each in kept} == believed


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"answer": "something else"}, "schema"),
        ({"options": "only one"}, "schema"),
        ({"question": " "}, "schema"),
        ({"evidence": "Nobody says that."}, "evidence_missing"),
    ],
)
def test_unsound(changed: dict[str, str], why: str) -> None:
    exercise, addition, _ = choices()
    found = sent(exercise, addition, **changed)
    assert isinstance(found, Unsound)
    assert found.why == why


def test_the_same_option_twice_is_unsound() -> None:
    exercise, addition, item = choices()
    wrong = next(choice.text for choice in item.choices if not choice.correct)
    lines = [choice.text for choice in item.choices]
    found = sent(exercise, addition, options="\n".join([*lines, wrong]))
    assert isinstance(found, Unsound)
