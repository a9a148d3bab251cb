"""An item in its place, and how it is put before a learner."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.messages import Action, Buttons, Choices, Option, Part
from bot.skill import Turn
from knowledge.course import ChoiceItem, Course, Item, Section, TrueFalseItem
from knowledge.problems import SourceError

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Exercise:
    """An item where it stands."""

    course: Course
    section: Section
    item: Item

    @property
    def concepts(self) -> tuple[str, ...]:
        return self.section.concept_ids(self.item)


async def find(turn: Turn, course: str, section: str, item: str) -> Exercise | None:
    """As the course has it now; None when it has it no more."""
    try:
        loaded = await asyncio.to_thread(turn.courses.get, course)
    except SourceError:
        return None
    return in_course(loaded, section, item)


def in_course(course: Course, section: str, item: str) -> Exercise | None:
    """The item of that id; a section that was renamed doesn't hide it."""
    found = [Exercise(course, s, i) for s, i in course.items() if i.id == item]
    same = [exercise for exercise in found if exercise.section.id == section]
    return next(iter(same or found), None)


def question_text(item: Item) -> str:
    return "\n\n".join(filter(None, [item.stem, item.question]))


def controls(
    turn: Turn, item: Item, answer: Callable[[str], Action], beside: Sequence[Option] = ()
) -> Part:
    """What an item is answered with: its options, or only the buttons beside it.

    Args:
        answer: gives the action of an option from its letter, which the grader understands.
        beside: other buttons, e.g. for a hint.
    """
    texts: Sequence[str] = ()
    letters = LETTERS
    if isinstance(item, ChoiceItem):
        texts = [choice.text for choice in item.choices]
    elif isinstance(item, TrueFalseItem):
        texts, letters = [turn._("True"), turn._("False")], "tf"
    options = [
        Option(label=text, action=answer(letter))
        for text, letter in zip(texts, letters, strict=False)
    ]
    if options:
        return Choices(options=(*options, *beside))
    return Buttons(options=tuple(beside), beside_answer=True)
