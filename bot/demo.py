"""A class that doesn't exist: simulated learners over some weeks, for a teacher to look at.

The learners are those of a simple model: for each concept a strength in [0, 1] that grows with
practice and fades between sittings; a wrong answer is most often the one that the item makes
attractive. Some do well, some need many hints, some stop coming. Pure; the same seed gives the
same class.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.learner.events import (
    AttemptMade,
    CheckedIn,
    CourseChosen,
    Event,
    GoalSet,
    GoalTerms,
    Grouped,
    HintGiven,
    ItemOpened,
    LearnerJoined,
    MarkReferred,
    QuestionAsked,
    RoleGranted,
)
from knowledge.course import ChoiceItem, Course, NumericItem, Section, TrueFalseItem

NAMES = (
    "Ada Ruiz", "Alex Kim", "Amal Haddad", "Ben Okafor", "Carla Díaz", "Chen Wei", "Dana Levi",
    "Elif Kaya", "Emil Novak", "Farah Aziz", "Gael Moreau", "Hana Sato", "Ines Silva",
    "Ivan Petrov", "Jonas Berg", "Julia Conti", "Kofi Mensah", "Lena Vogel", "Luca Ricci",
    "Mara Stein", "Mia Jensen", "Nadia Said", "Noah Brown", "Omar Rahal", "Priya Nair",
    "Rosa Vega", "Sam Taylor", "Tomas Cruz", "Yara Lopes", "Zoe Martin",
)  # fmt: skip
GROUPS = ("A", "B", "C")
WEEKS = 6
_SECTIONS_A_WEEK = 2
_GUESS, _SLIP, _RATE, _FADING = 0.2, 0.08, 0.22, 0.985
_ASKED = {
    "en": "What is {term}?",
    "es": "¿Qué es {term}?",
}
_ELSEWHERE = {
    "en": ("Will this be on the exam?", "How do I cite this in my essay?", "Who invented this?"),
    "es": ("¿Entra esto en el examen?", "¿Cómo cito esto en mi trabajo?", "¿Quién inventó esto?"),
}

_Answerable = ChoiceItem | TrueFalseItem | NumericItem
_Work = tuple[Section, Sequence[_Answerable]]
Happening = tuple[datetime, Event]


@dataclass(frozen=True, slots=True)
class Person:
    """One simulated learner."""

    name: str
    events: tuple[Happening, ...]
    """Oldest first."""

    @property
    def login(self) -> str:
        """Their first name, plain: ``ada``."""
        return self.name.split()[0].lower()


def simulate(course: Course, *, students: int, seed: int, now: datetime) -> list[Person]:
    """
    Args:
        students: at most `len(NAMES)`.
        now: the end of their last week.
    """
    weeks = _weeks(course)
    return [
        Person(name, tuple(_Student(course, seed, place).live(weeks, now)))
        for place, name in enumerate(NAMES[:students])
    ]


def can_be_filled(course: Course) -> bool:
    """It has sections with items that simulated learners can answer."""
    return bool(_weeks(course))


def _weeks(course: Course) -> list[list[_Work]]:
    """What is practised in each week: the course's first sections with enough items."""
    found: list[_Work] = []
    for section in course.sections():
        items = [item for item in section.items if isinstance(item, _Answerable)]
        if len(items) >= 2:
            found.append((section, items))
    found = found[: WEEKS * _SECTIONS_A_WEEK]
    size = max(1, -(-len(found) // WEEKS))
    return [found[place : place + size] for place in range(0, len(found), size)]


@dataclass(slots=True)
class _Student:
    course: Course
    seed: int
    place: int
    rng: random.Random = field(init=False)
    strength: dict[str, float] = field(default_factory=dict)
    ability: float = field(init=False)
    """How well a new concept is known before any practice."""
    comes: float = field(init=False)
    """Sittings a week."""
    stops_after: int = field(init=False)
    """Weeks."""

    def __post_init__(self) -> None:
        self.rng = random.Random(f"{self.seed}:{self.place}")  # noqa: S311  # the same every time
        self.ability = self.rng.uniform(0.1, 0.7)
        self.comes = self.rng.choice((1, 2, 2, 3, 4))
        self.stops_after = 4 if self.place % 9 == 4 else WEEKS

    def live(self, weeks: Sequence[Sequence[_Work]], now: datetime) -> Iterator[Happening]:
        course = self.course.id
        begin = now - timedelta(weeks=len(weeks))
        yield begin, LearnerJoined()
        yield begin, CourseChosen(course=course)
        yield begin, RoleGranted(course=course, role="student", by="", way="simulated")
        group = GROUPS[self.place % len(GROUPS)]
        yield begin, Grouped(course=course, group=group, by="installer")
        if self.place % 3 == 0:
            yield from self._goal(begin, weeks)
        for number, work in enumerate(weeks[: self.stops_after]):
            monday = begin + timedelta(weeks=number)
            sittings = sorted(self.rng.sample(range(6), min(6, max(1, round(self.comes)))))
            for day in sittings:
                at = monday + timedelta(days=day, hours=self.rng.randint(1, 6))
                # Some of last week's comes again.
                again = weeks[number - 1] if number and self.rng.random() < 0.4 else work
                yield from self._sitting(at, self.rng.choice(list(again)))

    def _goal(self, at: datetime, weeks: Sequence[Sequence[_Work]]) -> Iterator[Happening]:
        sections = tuple(section.id for section, _ in weeks[0])
        terms = GoalTerms(
            words="Finish the first week's sections",
            kind="sections",
            target=len(sections),
            sections=sections,
        )
        goal = f"demo{self.place}"
        yield at, GoalSet(course=self.course.id, goal=goal, terms=terms)
        answer = self.rng.choice(("done", "some", "not_yet"))
        yield at + timedelta(days=6), CheckedIn(course=self.course.id, goal=goal, answer=answer)

    def _sitting(self, at: datetime, work: _Work) -> Iterator[Happening]:
        section, items = work
        for name in self.strength:
            self.strength[name] *= _FADING
        if self.rng.random() < 0.35:
            yield at, self._question(section)
        for item in self.rng.sample(items, min(len(items), self.rng.randint(3, 8))):
            at += timedelta(seconds=self.rng.randint(40, 150))
            yield from self._attempt(at, section, item)

    def _question(self, section: Section) -> QuestionAsked:
        language = self.course.language.partition("-")[0]
        if self.rng.random() < 0.2 or not section.terms or language not in _ASKED:
            text = self.rng.choice(_ELSEWHERE.get(language, _ELSEWHERE["en"]))
            return QuestionAsked(
                course=self.course.id, question=text, covered=False, answered_by="none"
            )
        term = self.rng.choice(section.terms).name
        return QuestionAsked(
            course=self.course.id,
            question=_ASKED[language].format(term=term),
            covered=True,
            sections=(section.id,),
        )

    def _attempt(self, at: datetime, section: Section, item: _Answerable) -> Iterator[Happening]:
        where = {"course": self.course.id, "section": section.id, "item": item.id}
        concepts = section.concept_ids(item)
        strengths = [self.strength.setdefault(name, self.ability) for name in concepts]
        known = min(strengths, default=0.5)
        hardness = random.Random(item.id).uniform(-0.15, 0.25)  # noqa: S311  # the same for all
        hints = sum(self.rng.random() > known + 0.35 for _ in range(2))
        yield at, ItemOpened(**where)
        for level in range(hints):
            moment = at + timedelta(seconds=10 * (level + 1))
            yield moment, HintGiven(**where, hint=f"h{level}", level=level)
        chance = _GUESS + (1 - _GUESS - _SLIP) * known - hardness + 0.08 * hints
        right = self.rng.random() < chance
        answer, misconception = _answer(item, self.rng, right=right)
        moment = at + timedelta(seconds=35)
        credit = 1.0 if right else 0.0
        yield (
            moment,
            AttemptMade(
                **where,
                concepts=concepts,
                answer=answer,
                credit=credit,
                hints=hints,
                misconception=misconception,
            ),
        )
        if not right and self.rng.random() < 0.01:
            yield moment, MarkReferred(**where, answer=answer, credit=credit, by="learner")
        for name in concepts:
            self.strength[name] += _RATE * (1 - self.strength[name]) * (1 if right else 0.6)


def _answer(item: _Answerable, rng: random.Random, *, right: bool) -> tuple[str, str]:
    """What they say, and the misconception that it shows."""
    match item:
        case ChoiceItem():
            if right:
                return next(c.text for c in item.choices if c.correct), ""
            wrong = [choice for choice in item.choices if not choice.correct]
            # One of them is the attractive one, for everybody.
            lure = random.Random(item.id).choice(wrong)  # noqa: S311
            chosen = lure if rng.random() < 0.65 else rng.choice(wrong)
            return chosen.text, chosen.misconception
        case TrueFalseItem():
            said = item.answer if right else not item.answer
            return ("true" if said else "false"), "" if right else item.misconception
        case NumericItem():
            return (item.answer, "") if right else (str(rng.randint(2, 99)), "")
