"""An item in its place, and how it is put before a learner."""

from __future__ import annotations

import asyncio
import re
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
from knowledge.grading.arranged import shown, shown_right
from knowledge.problems import SourceError

_BLANK = re.compile(r"\{\{(\d+)\}\}")
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
    """An answer gets a sure mark, so that a quiz can ask it."""
    return not isinstance(item, ShortAnswerItem) and not item.needs_figure


def question_text(item: Item) -> str:
    text = "\n\n".join(filter(None, [item.stem, item.question]))
    return _BLANK.sub(_blank(item), text) if isinstance(item, ClozeItem) else text


def _blank(item: ClozeItem) -> str:
    return r"(\1) \_\_\_\_" if len(item.blanks) > 1 else r"\_\_\_\_"


def presented(turn: Turn, item: Item) -> str:
    """The question with all that is needed to answer it by typing."""
    lines: list[str] = []
    how = ""
    match item:
        case MultipleChoiceItem():
            lines = _lettered([choice.text for choice in item.choices])
            how = turn._("More than one may be right. Answer with letters, like *a, c*.")
        case OrderingItem():
            lines = _lettered(shown(item))
            how = turn._("Put them in order, like *b, a, c*.")
        case MatchingItem():
            lines = [f"{n}. {pair.left}" for n, pair in enumerate(item.pairs, 1)]
            lines += ["", *_lettered(shown_right(item))]
            how = turn._("Match them, like *1b, 2a*.")
        case ClozeItem() if len(item.blanks) > 1:
            how = turn._("Fill the blanks, with commas between them.")
    return "\n\n".join(filter(None, [question_text(item), "\n".join(lines), how]))


def _lettered(texts: Sequence[str]) -> list[str]:
    return [f"- {letter}) {text}" for letter, text in zip(LETTERS, texts, strict=False)]


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
