"""What one learner can review in a course: the cards of their record that the course still has,
and the key terms that they have met but never recalled. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.learner import memory
from bot.learner.events import Happened, QuestionAsked
from bot.learner.learner_model import LearnerModel
from bot.learner.memory import Key, Memory
from bot.tutor.exercise import is_marked
from knowledge.course import Course, Item, Section, Term
from knowledge.text import fold

ROUND = 5
"""Cards in a round: about a minute."""
QUESTIONS = 200
"""Of a learner's newest questions, looked through for terms that they named."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key term or item as the course has it now."""

    key: Key
    section: Section
    content: Term | Item


@dataclass(frozen=True, slots=True)
class Deck:
    """Everything that could be reviewed."""

    entries: Mapping[Key, Entry]
    """All of the course, in reading order."""
    cards: Mapping[Key, Memory]
    """Those that were recalled before. What the course has no more is left out; it is back as
    soon as the course has it again."""
    solved: Set[Key]
    """The items that were ever answered right."""
    met: Sequence[str]
    """Ids of the sections they asked about or practised, the latest first."""
    asked: str
    """Their newest questions, folded: a term that they named comes first."""

    def due(self, now: datetime) -> list[Key]:
        """What to recall now, the most endangered first."""
        return [card.key for card in memory.due(self.cards, now)]

    def next_round(self, now: datetime) -> list[Key]:
        return interleaved(self.due(now)[:ROUND])

    def days_until_next(self, now: datetime) -> int | None:
        """Days until something is due; None when there are no cards."""
        return min((card.days_until_due(now) for card in self.cards.values()), default=None)

    def new_terms(self, section: str) -> list[Key]:
        """Key terms of a section that were never recalled, those they asked about first."""
        new = [
            entry
            for key, entry in self.entries.items()
            if key.section == section and key not in self.cards and isinstance(entry.content, Term)
        ]
        new.sort(key=lambda entry: not self._asked_about(_name(entry)))
        return [entry.key for entry in new]

    def _asked_about(self, term: str) -> bool:
        return re.search(rf"\b{re.escape(fold(term))}\b", self.asked) is not None

    def to_add(self) -> Section | None:
        """The section whose key terms to offer: the latest one met that has new ones; for somebody
        who has met none, the first of the course."""
        first = next(iter(self.entries.values()), None)
        wanted = self.met or ([first.section.id] if first and not self.cards else [])
        sections = {entry.section.id: entry.section for entry in self.entries.values()}
        return next((sections[name] for name in wanted if self.new_terms(name)), None)


def deck(
    course: Course,
    model: LearnerModel,
    questions: Sequence[Happened] = (),
    in_exam: Callable[[Section, Item], bool] = lambda _section, _item: False,
) -> Deck:
    """The deck that what is known about a learner makes of a course.

    Args:
        questions: their newest `QuestionAsked`.
        in_exam: tells the items that must not be talked about now.
    """
    entries = {
        entry.key: entry
        for entry in _entries(course)
        if isinstance(entry.content, Term) or not in_exam(entry.section, entry.content)
    }
    cards = {key: card for key, card in model.cards.items() if key in entries}
    solved = {key for key, tries in model.tries.items() if tries.right}
    met = [section for of, section in model.met if of == course.id]
    return Deck(entries, cards, solved, met[::-1], _asked(course, questions))


def _entries(course: Course) -> Iterable[Entry]:
    for section in course.sections():
        for term in section.terms:
            yield Entry(Key(course.id, section.id, f"term:{term.name}"), section, term)
        for item in section.items:
            if is_marked(item):
                yield Entry(Key(course.id, section.id, f"item:{item.id}"), section, item)


def _asked(course: Course, questions: Sequence[Happened]) -> str:
    asked = (happened.event for happened in questions)
    texts = [
        event.question
        for event in asked
        if isinstance(event, QuestionAsked) and event.course == course.id and event.covered
    ]
    return fold("\n".join(texts))


def _name(entry: Entry) -> str:
    assert isinstance(entry.content, Term)
    return entry.content.name


def interleaved(keys: Sequence[Key]) -> list[Key]:
    """The same cards, with two of one section side by side only where there is no other way.

    Mixing makes recalling harder and what is learnt last longer.
    """
    waiting, mixed = list(keys), list[Key]()
    while waiting:
        last = mixed[-1].section if mixed else None
        left = [key.section for key in waiting]
        # The section with most left goes first, or it would be all that remains.
        others = [key for key in waiting if key.section != last] or waiting
        key = max(others, key=lambda other: left.count(other.section))
        mixed.append(key)
        waiting.remove(key)
    return mixed
