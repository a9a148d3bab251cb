"""Items for a quiz: on what was wanted, none twice, none that is known already."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from knowledge.course import Course, Item, Section, Term, Unit
from knowledge.generation import Generated, check, items_for, stands
from knowledge.generation.material import material_of
from knowledge.generation.quiz import demand
from tests.knowledge.generation.courses import CELLS, CENTRO, ESTADISTICA, FORCES, SCIENCE

ALL = ("cells", "forces-as-such", "speeding-up")


def quiz(
    course: Course, concepts: Sequence[str], count: int, seed: int = 1, **more: Any
) -> list[Generated]:
    return items_for(course, concepts, count, rng=random.Random(seed), **more)


def kept(course: Course, new: Sequence[Item]) -> Course:
    """The course after these were added to its first section, as the shelf does it."""
    unit = course.units[0]
    section = unit.sections[0]
    section = section.model_copy(update={"items": (*section.items, *new)})
    unit = unit.model_copy(update={"sections": (section, *unit.sections[1:])})
    return course.model_copy(update={"units": (unit, *course.units[1:])})


@pytest.mark.parametrize("seed", range(5))
def test_a_quiz_passes_every_check_as_a_whole(seed: int) -> None:
    found = quiz(SCIENCE, ALL, 6, seed)
    assert len(found) == 6
    for number, made in enumerate(found):
        assert check(made, SCIENCE, recent=[earlier.item for earlier in found[:number]]) is None
        assert made.evidence
    assert len({made.section_id for made in found}) == 2


@pytest.mark.parametrize("concept", ["cells", "speeding-up"])
def test_items_practise_what_was_wanted(concept: str) -> None:
    found = quiz(SCIENCE, [concept], 3)
    assert found
    assert all(concept in made.concepts for made in found)


def test_terms_differ_while_there_are_others() -> None:
    about = [
        made.about.casefold()
        for made in quiz(SCIENCE, ["cells"], 4)
        if made.item.kind != "matching"
    ]
    assert len(set(about)) == len(about)


def test_what_was_seen_or_kept_is_not_made_again() -> None:
    before = quiz(SCIENCE, ["cells"], 4)
    ids = {made.item.id for made in before}
    again = quiz(SCIENCE, ["cells"], 4, seen=ids)
    assert again and not ids & {made.item.id for made in again}
    course = kept(SCIENCE, [made.item for made in before])
    for made in quiz(course, ["cells"], 4):
        assert check(made, SCIENCE, recent=[earlier.item for earlier in before]) is None


@pytest.mark.parametrize("course", [SCIENCE, ESTADISTICA])
def test_evidence_stands_until_the_text_changes(course: Course) -> None:
    sections = {section.id: section for section in course.sections()}
    for made in quiz(course, (*ALL, "centro"), 9):
        section = sections[made.section_id]
        assert stands(made.evidence, section)
        other = {"text": "Other words.", "terms": (), "items": ()}
        assert not stands(made.evidence, section.model_copy(update=other))


def test_harder_quizzes_ask_to_recall() -> None:
    def share(first: Any) -> float:
        found = [made for seed in range(6) for made in quiz(SCIENCE, ALL, 4, seed, first=first)]
        return sum(demand(made.item) == "recall" for made in found) / len(found)

    assert share("recognise") < share(None) < share("recall")


@pytest.mark.parametrize("count", [0, -1])
def test_none_wanted(count: int) -> None:
    assert quiz(SCIENCE, ALL, count) == []


@pytest.mark.parametrize(
    ("course", "concepts"),
    [
        (SCIENCE, ["nothing-of-it"]),
        (SCIENCE, []),
        (Course(id="empty", title="Empty"), ["cells"]),
        (SCIENCE.model_copy(update={"language": "fr"}), ["cells"]),
    ],
)
def test_nothing_to_ask_about(course: Course, concepts: list[str]) -> None:
    assert quiz(course, concepts, 3) == []


def test_a_tiny_course_gives_what_it_can() -> None:
    section = Section(
        id="s",
        title="Tides",
        text="The **tide** is the rise and fall of the sea that the moon causes twice a day.",
        terms=(Term(name="tide", definition="rise and fall of the sea that the moon causes"),),
    )
    course = Course(id="c", title="The Sea", units=(Unit(id="u", title="U", sections=(section,)),))
    (only,) = quiz(course, ["s"], 5)
    assert only.evidence in section.text


def test_a_spanish_course_is_asked_in_spanish() -> None:
    found = quiz(ESTADISTICA, ["centro"], 4)
    assert len(found) >= 3
    assert not any("Which" in made.item.question for made in found)


def test_a_course_with_more_items_is_not_prepared_again() -> None:
    material = material_of(SCIENCE)
    (new,) = quiz(SCIENCE, ["cells"], 1)
    course = kept(SCIENCE, [new.item])
    other = material_of(course)
    assert other.facts is material.facts
    assert other.sections["forces"] is material.sections["forces"]
    assert other.sections["cells"].section.items[-1] == new.item
    assert check(new, course) is not None  # it is in the bank now
    assert check(new, SCIENCE) is None


def test_a_course_whose_text_changed_is_prepared_again() -> None:
    changed = CENTRO.model_copy(update={"text": "Otro texto."})
    unit = ESTADISTICA.units[0].model_copy(update={"sections": (changed,)})
    course = ESTADISTICA.model_copy(update={"units": (unit,)})
    assert material_of(course).facts is not material_of(ESTADISTICA).facts
    assert FORCES.id in material_of(SCIENCE).sections and CELLS.id in material_of(SCIENCE).sections


def test_nothing_is_like_what_is_to_be_avoided() -> None:
    first = [each.item for each in quiz(SCIENCE, ALL, 4)]
    again = quiz(SCIENCE, ALL, 4, avoid=first)
    assert again
    assert not {each.item.question for each in again} & {item.question for item in first}
    assert {each.item.question for each in quiz(SCIENCE, ALL, 4)} == {i.question for i in first}
