"""A class summary, computed from the record alone. Pure: no port, no model, no clock.

`summarise` gives all of it as data (`ClassSummary`); `bot.skills.summary` words it. Every share is
one that can be counted by hand: first answers, given without help, that were right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from bot.learner.class_log import Answer, ClassLog
from bot.summary import content, students
from bot.summary.activity import activity
from bot.summary.goals import goals
from bot.summary.model import ClassSummary, Questions, Scope, Share
from bot.summary.questions import Alike, questions
from knowledge.concepts import ConceptGraph
from knowledge.text import fold

__all__ = ["ClassSummary", "Scope", "Share", "group_of", "summarise"]


def summarise(
    graph: ConceptGraph,
    log: ClassLog,
    scope: Scope,
    *,
    now: float,
    zone: tzinfo,
    alike: Alike,
) -> ClassSummary:
    """
    Args:
        log: the whole class; the scope's group is picked here.
        now: seconds since 1970; who may need help is as of now, whatever the scope.
        zone: whose days count.
        alike: nearness in meaning of questions; may give nothing.
    """
    group = group_of(log, scope.group)
    here, before = answers_of(group, scope), answers_of(group, scope.before)
    size = len(group.members)
    concepts = content.concepts(graph, here, before)
    active = activity(group, here, before, scope, zone)
    wrong = content.misconceptions(graph, here, size, active.active)
    hard = content.hardest_items(graph, here, size)
    summary = ClassSummary(
        scope=scope,
        activity=active,
        concepts=concepts,
        items=hard,
        misconceptions=wrong,
        questions=(
            # Of the whole class alone: a group's would be told by what the others didn't ask.
            Questions() if scope.group else questions(log, scope, now, graph.course.language, alike)
        ),
        goals=goals(group.goals, scope),
        concerns=students.concerns(group, now),
        stretch=students.stretch(group, now),
        plan=None,
    )
    return replace(summary, plan=content.plan(graph, summary.hardest, wrong, hard))


def group_of(log: ClassLog, name: str) -> ClassLog:
    """The record of one group; all of it when no group is named."""
    if not name:
        return log
    members = {who: m for who, m in log.members.items() if fold(m.group) == fold(name)}
    return replace(
        log,
        members=members,
        answers=[row for row in log.answers if row.learner in members],
        questions=[row for row in log.questions if row.learner in members],
        deeds=[row for row in log.deeds if row.learner in members],
        goals=[row for row in log.goals if row.learner in members],
    )


def answers_of(log: ClassLog, scope: Scope) -> Sequence[Answer]:
    """The answers that a scope is about."""
    begin, end, sections = scope.begin, scope.end, scope.sections
    return [
        answer
        for answer in log.answers
        if begin <= answer.at < end and (sections is None or answer.section in sections)
    ]
