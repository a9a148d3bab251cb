"""Classes of `LIGHT`, written down row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache

from bot.learner.class_log import Answer, ClassLog, Deed, GoalStep, Question
from bot.learner.membership import Member
from bot.summary import ClassSummary, Scope, summarise
from knowledge.concepts import ConceptGraph
from tests.dialogs.courses import LIGHT
from tests.fakes import NOON

DAY = 86_400.0
NOW = NOON.timestamp()
WEEK = Scope(NOW - 7 * DAY, NOW)
SINCE = datetime(2026, 9, 1, tzinfo=UTC)


@cache
def graph() -> ConceptGraph:
    return ConceptGraph(LIGHT)


def member(name: str, group: str = "") -> Member:
    return Member(name, "student", name.title(), group, SINCE, "code")


def answer(
    who: str,
    item: str,
    right: bool,
    *,
    days: float = 1,
    hints: int = 0,
    attempt: int = 1,
    said: str = "",
    belief: str = "",
) -> Answer:
    """An answer so many days ago; ``rays-2`` is an item of the section and concept ``rays``."""
    section = item.partition("-")[0]
    at = NOW - days * DAY
    said = said or ("right" if right else "wrong")
    return Answer(who, at, section, item, (section,), float(right), hints, attempt, said, belief)


def question(who: str, text: str, days: float, *, covered: bool = True) -> Question:
    return Question(who, NOW - days * DAY, text, covered, "rays" if covered else "")


def deed(who: str, what: str, days: float) -> Deed:
    return Deed(who, NOW - days * DAY, what, "rays")


def a_class(
    names: Iterable[str],
    answers: Sequence[Answer] = (),
    questions: Sequence[Question] = (),
    deeds: Sequence[Deed] = (),
    goals: Sequence[GoalStep] = (),
) -> ClassLog:
    members = {name: member(name) for name in names}
    return ClassLog(members, answers, questions, deeds, goals)


def summed(log: ClassLog, scope: Scope = WEEK) -> ClassSummary:
    return summarise(graph(), log, scope, now=NOW, zone=UTC, alike=lambda _: ())
