"""What a class summary says, as data; any language can word it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

FEW = 5
"""Answers below which a share says too little to be compared."""


class Share(NamedTuple):
    """How many of some answers were right."""

    right: int = 0
    of: int = 0

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0

    @property
    def percent(self) -> int:
        # A half goes up, as people round.
        return (200 * self.right + self.of) // (2 * self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class Scope:
    """What a summary is about."""

    begin: float
    """Seconds since 1970; from then on."""
    end: float
    """Before then."""
    sections: frozenset[str] | None = None
    """Ids; None: the whole course."""
    group: str = ""
    """Name of the group; empty: everybody."""

    whole: bool = False
    """From the beginning of the class: there is nothing before it."""

    @property
    def before(self) -> Scope:
        """The time as long just before it."""
        begin = self.begin if self.whole else 2 * self.begin - self.end
        return Scope(begin, self.begin, self.sections, self.group)

    def holds(self, at: float) -> bool:
        return self.begin <= at < self.end


@dataclass(frozen=True, slots=True)
class Activity:
    students: int
    active: int
    """Of these, who did anything in the time."""
    answers: int
    """Marked ones."""
    alone: Share
    """First answers that were given without help."""
    before: Share
    """The same in the time as long before."""
    answerers: int
    """Who gave the answers of ``alone``."""
    days: Mapping[str, int]
    """Student -> days on which they did anything; of the active ones."""
    weekdays: tuple[int, ...]
    """Days of work, all students', by day of the week; 0 is Monday."""


@dataclass(frozen=True, slots=True)
class ConceptShare:
    """A concept in the time and in the time as long before. First answers without help."""

    concept: str
    title: str
    section: str
    now: Share
    before: Share
    students: int
    """Who gave the answers of ``now``."""
    students_before: int

    def change(self, enough: int = FEW) -> int:
        """In points; 0 when one side has fewer answers."""
        few = min(self.now.of, self.before.of) < enough
        return 0 if few else self.now.percent - self.before.percent


@dataclass(frozen=True, slots=True)
class HardItem:
    section: str
    item: str
    share: Share
    """First answers without help."""


@dataclass(frozen=True, slots=True)
class Misconception:
    """The same wrong belief, shown by wrong answers."""

    belief: str
    """In the course's words; empty when the course has none for this answer."""
    section: str
    items: tuple[str, ...]
    concepts: tuple[str, ...]
    said: tuple[tuple[str, int], ...]
    """The answers that show it with how many students gave each, the most frequent first."""
    students: int
    others: int
    """Students who answered these items and didn't show it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions that are alike. Nobody's name belongs to it."""

    text: str
    """One of them."""
    count: int
    students: int
    covered: bool
    section: str
    """The section that answers most of them; empty for none."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What was asked, the most frequent first."""

    asked: tuple[Asked, ...] = ()
    withheld: bool = False
    """There are more, of days on which too few were active to say what was asked."""


@dataclass(frozen=True, slots=True)
class Goals:
    open: int = 0
    students: int = 0
    """Who has an open goal."""
    reached: int = 0
    """Goals reached in the time."""
    answers: Mapping[str, int] = field(default_factory=dict)
    """Check-ins answered in the time, by answer."""
    unanswered: int = 0
    """Check-ins of the time that nobody answered."""


class Inactive(NamedTuple):
    days: int


class Falling(NamedTuple):
    concepts: tuple[str, ...]
    """Ids, the worst fall first."""


class Struggling(NamedTuple):
    """Many hints and few right answers."""

    hints: int
    answers: int
    right: int


Reason = Inactive | Falling | Struggling


@dataclass(frozen=True, slots=True)
class Concern:
    """Somebody who may need help, and why."""

    learner: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody who could do harder things."""

    learner: str
    share: Share
    concepts: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What to teach again."""

    section: str
    concept: str
    items: tuple[str, ...]
    """Three items to do it with."""
    misconception: Misconception | None
    """None: the concept is hard, and no wrong answer stands out."""


@dataclass(frozen=True, slots=True)
class ClassSummary:
    scope: Scope
    activity: Activity
    concepts: tuple[ConceptShare, ...]
    """Those with an answer in the time, in the course's order."""
    items: tuple[HardItem, ...]
    """The hardest first."""
    misconceptions: tuple[Misconception, ...]
    """The most frequent first."""
    questions: Questions
    goals: Goals
    concerns: tuple[Concern, ...]
    stretch: tuple[Stretch, ...]
    plan: Plan | None

    @property
    def enough(self) -> int:
        """Answers behind a share that speaks for the class: one of every fourth active student, and
        `FEW` at least."""
        return max(FEW, self.activity.active // 4)

    @property
    def hardest(self) -> ConceptShare | None:
        """The concept with the lowest share, among those with enough answers."""
        enough = [each for each in self.concepts if each.now.of >= self.enough]
        hard = [each for each in enough if each.now.right < each.now.of]
        return min(hard, key=lambda each: each.now.value, default=None)

    @property
    def better(self) -> ConceptShare | None:
        """The concept that gained most, at least `NOTABLE` points."""
        best = max(self.concepts, key=self._change, default=None)
        return best if best and self._change(best) >= NOTABLE else None

    @property
    def worse(self) -> ConceptShare | None:
        """The concept that lost most, at least `NOTABLE` points."""
        worst = min(self.concepts, key=self._change, default=None)
        return worst if worst and self._change(worst) <= -NOTABLE else None

    def _change(self, each: ConceptShare) -> int:
        return each.change(self.enough)


NOTABLE = 10
"""Points of change that are worth a word."""
