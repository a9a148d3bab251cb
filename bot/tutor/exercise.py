"""An item in its place, and how it is put before a learner."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.messages import Action, Buttons, Choices, Option, Part
from bot.skill import Turn
from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    Course,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    OrderingItem,
    Section,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.problems import SourceError

_MARKED = (ChoiceItem, TrueFalseItem, NumericItem)
"""Kinds whose answer gets a sure mark."""
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


def askable(section: Section) -> list[Item]:
    """Exercises of a section that can be put in a chat."""
    return [item for item in section.items if not item.needs_figure]


def can_be_asked(items: Sequence[Item]) -> int:
    """How many of these get a sure mark, so that a quiz can ask them."""
    return sum(is_marked(item) for item in items)


def is_marked(item: Item) -> bool:
    return isinstance(item, _MARKED) and not item.needs_figure


def question_text(item: Item) -> str:
    return "\n\n".join(filter(None, [item.stem, item.question]))


def key_text(turn: Turn, item: Item) -> str:
    """The right answer as it is shown when the question is over."""
    match item:
        case TrueFalseItem():
            return turn._("True") if item.answer else turn._("False")
        case ChoiceItem() | MultipleChoiceItem():
            return "; ".join(choice.text for choice in item.key)
        case ClozeItem():
            return "; ".join(blank[0] for blank in item.blanks)
        case OrderingItem():
            return " → ".join(item.steps)
        case MatchingItem():
            return "; ".join(f"{pair.left} → {pair.right}" for pair in item.pairs)
        case NumericItem():
            return f"{item.answer} {item.unit}".strip()
        case AlgebraItem() | ShortAnswerItem():
            return item.answer


def short_question(item: Item, longest: int = 80) -> str:
    """The question on one line, cut at a word."""
    line = " ".join(question_text(item).split())
    if len(line) <= longest:
        return line
    cut = line[:longest].rsplit(" ", 1)[0]
    # Half a formula is unreadable.
    return f"{cut.rsplit('$', 1)[0] if cut.count('$') % 2 else cut}…"


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
