"""What is known about a learner in a course, at one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.learner.activity import minutes_by_day
from bot.learner.events import AttemptMade, Happened
from bot.learner.known import Known
from bot.learner.mastery import Belief
from bot.skill import Turn
from bot.tutor.beliefs import percent
from knowledge.concepts import ConceptGraph, Node
from knowledge.course import Unit

EVENTS = ("question_asked", "item_opened", "hint_given", "attempt_made", "reviewed")
"""What counts as having worked."""
DAYS = 7
SOLID, SHAKY = 0.8, 0.6
_SURE = 3
"""Answers that make a concept solid."""
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """A concept and what is believed about it."""

    node: Node
    belief: Belief


@dataclass(frozen=True, slots=True)
class Week:
    """The learner's last `DAYS` days."""

    days: tuple[date, ...]
    minutes: tuple[float, ...]
    """For each of these days."""
    answers: int
    """Marked ones."""
    right_alone: float | None
    """Share of first answers without help that were right; None when there were none."""


def standings(graph: ConceptGraph, known: Known, now: datetime) -> list[Standing]:
    """The concepts that were practised, in reading order."""
    found = [
        Standing(node, known.belief(graph.course.id, node.id, now)) for node in graph.nodes.values()
    ]
    return [standing for standing in found if standing.belief.n]


def begin_of_week(turn: Turn) -> datetime:
    """Midnight of the first of the last `DAYS` days, where the learner is."""
    first = turn.today - timedelta(days=DAYS - 1)
    return datetime(first.year, first.month, first.day, tzinfo=turn.zone)


def week(turn: Turn, events: Sequence[Happened]) -> Week:
    """
    Args:
        events: the learner's `EVENTS` since `begin_of_week`.
    """
    days = tuple(turn.today - timedelta(days=back) for back in reversed(range(DAYS)))
    minutes = minutes_by_day((each.at for each in events), turn.zone)
    attempts = [each.event for each in events if isinstance(each.event, AttemptMade)]
    marked = [attempt for attempt in attempts if attempt.credit is not None]
    alone = [attempt.credit for attempt in marked if not attempt.hints and attempt.attempt == 1]
    return Week(
        days=days,
        minutes=tuple(minutes.get(day, 0.0) for day in days),
        answers=len(marked),
        right_alone=sum(credit == 1 for credit in alone) / len(alone) if alone else None,
    )


def week_line(turn: Turn, title: str, found: Week) -> str:
    days = sum(minutes > 0 for minutes in found.minutes)
    if not days:
        return turn._("**{course}** · nothing in the last 7 days", course=title)
    parts = [
        turn.n("{count} day", "{count} days", days),
        turn.n("{count} minute", "{count} minutes", round(sum(found.minutes))),
        turn.n("{count} answer", "{count} answers", found.answers),
    ]
    if found.right_alone is not None:
        parts.append(turn._("{share} right without help", share=_share(found.right_alone)))
    return turn._("**{course}** · last 7 days: {what}", course=title, what=", ".join(parts))


def groups(turn: Turn, found: Sequence[Standing]) -> str:
    """The concepts by how they stand, a line each group."""
    solid = [s for s in found if s.belief.value >= SOLID and s.belief.n >= _SURE]
    shaky = [s for s in found if s.belief.value < SHAKY]
    rest = [s for s in found if s not in solid and s not in shaky]
    lines = [
        _line(turn, turn._("Needs work"), sorted(shaky, key=_value)),
        _line(turn, turn._("On the way"), sorted(rest, key=_value)),
        _line(turn, turn._("Solid"), sorted(solid, key=_value, reverse=True)),
    ]
    return "\n".join(filter(None, lines))


def _value(standing: Standing) -> float:
    return standing.belief.value


def _line(turn: Turn, name: str, found: Sequence[Standing]) -> str:
    if not found:
        return ""
    said = [f"{s.node.title} {percent(s.belief.value)}" for s in found[:_NAMED]]
    more = len(found) - _NAMED
    if more > 0:
        said.append(turn.n("{count} more", "{count} more", more))
    return f"- **{name}**: {'; '.join(said)}"


@dataclass(frozen=True, slots=True)
class UnitStanding:
    unit: Unit
    value: float | None
    """Mean belief over its practised concepts."""
    practised: int
    concepts: int

    @property
    def label(self) -> str:
        return f"{self.unit.number} {self.unit.title}".strip()


def by_unit(graph: ConceptGraph, found: Sequence[Standing]) -> list[UnitStanding]:
    """The units from the first to the last that was practised."""
    standing: list[UnitStanding] = []
    for unit in graph.course.units:
        values = [s.belief.value for s in found if s.node.unit.id == unit.id]
        concepts = sum(node.unit.id == unit.id for node in graph.nodes.values())
        mean = sum(values) / len(values) if values else None
        standing.append(UnitStanding(unit, mean, len(values), concepts))
    touched = [place for place, each in enumerate(standing) if each.practised]
    return standing[touched[0] : touched[-1] + 1] if touched else []


def _share(value: float) -> str:
    return f"{round(100 * value)}%"
