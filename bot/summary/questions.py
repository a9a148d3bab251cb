"""What was asked, put together and with nobody's name. Pure.

A question could be told to be somebody's by elimination: only one was active that day, or it is
there when one asks about Monday to Friday and not when one asks about Tuesday to Friday. So
questions come in *batches*: whole days, in order, of the whole class, each batch as many days as it
takes until `CROWD` students were active. A batch is shown whole or not at all, whatever days and
group are asked about, and only once its last day is over. Whatever a teacher subtracts from
whatever, what is left comes from `CROWD` students or more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.learner.class_log import ClassLog, Question
from bot.summary.activity import moments
from bot.summary.model import Asked, Questions, Scope
from knowledge.text import content_words, fold, raw_words

CROWD = 5
"""Active students behind whatever is shown."""
_DAY = 86_400
_MOST = 150
"""Questions that are compared, the newest."""
_SHOWN = 12
_ALIKE, _RELATED = 0.8, 0.65
"""Nearness in meaning that is enough alone, and with some of the words in common."""
_SAME_WORDS, _SOME_WORDS = 0.6, 0.4

Alike = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""As `bot.skill.Search.alike`."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Whole days (UTC, since 1970), both included."""

    first: int
    last: int


def batches(log: ClassLog, now: float) -> list[Batch]:
    """The days that can be shown, oldest first; those of the last, open batch are not in it."""
    active: dict[int, set[str]] = {}
    for learner, at in moments(log):
        active.setdefault(int(at // _DAY), set()).add(learner)
    found: list[Batch] = []
    crowd, first = set[str](), None
    for day in sorted(active):
        if (day + 1) * _DAY > now:
            break
        first = day if first is None else first
        crowd |= active[day]
        if len(crowd) >= CROWD:
            found.append(Batch(first, day))
            crowd, first = set(), None
    return found


def questions(log: ClassLog, scope: Scope, now: float, language: str, alike: Alike) -> Questions:
    """The questions of the batches that ended in the time.

    Args:
        log: of the whole class, whatever the scope's group is.
        alike: may give nothing; then words alone decide.
    """
    open_ = [
        batch for batch in batches(log, now) if scope.begin < (batch.last + 1) * _DAY <= scope.end
    ]
    named = _names(log)
    days = {day for batch in open_ for day in range(batch.first, batch.last + 1)}
    shown = [
        each._replace(text=named.sub("…", each.text))
        for each in log.questions
        if int(each.at // _DAY) in days
    ]
    asked_now = [each for each in log.questions if scope.holds(each.at)]
    withheld = any(int(each.at // _DAY) not in days for each in asked_now)
    found = [
        cluster
        for covered in (True, False)
        for cluster in _clusters([q for q in shown if q.covered == covered], language, alike)
    ]
    if scope.sections is not None:
        found = [each for each in found if each.section in scope.sections]
    found.sort(key=lambda each: (-each.count, each.text))
    return Questions(tuple(found[:_SHOWN]), withheld)


def _names(log: ClassLog) -> re.Pattern[str]:
    """The names of the class, which people put into what they ask ("it's me, Ana")."""
    words = {word for member in log.members.values() for word in member.name.split()}
    names = "|".join(re.escape(word) for word in sorted(words) if len(word) > 2)
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)" if names else r"(?!)")


def _clusters(found: Sequence[Question], language: str, alike: Alike) -> list[Asked]:
    """Each question joins the first cluster whose first question is like it."""
    by_text: dict[str, list[Question]] = {}
    for question in found:
        by_text.setdefault(" ".join(raw_words(fold(question.text))), []).append(question)
    groups = list(by_text.values())[-_MOST:]
    texts = [group[0].text for group in groups]
    members: dict[int, list[Question]] = {}
    for group, leader in zip(groups, leaders(texts, language, alike), strict=True):
        members.setdefault(leader, []).extend(group)
    return [_asked(texts[leader], own) for leader, own in members.items()]


def leaders(texts: Sequence[str], language: str, alike: Alike) -> list[int]:
    """For each question the place of the first one that asks the same."""
    near = alike(texts) if len(texts) > 1 else ()
    words = [frozenset(content_words(text, language)) for text in texts]
    first: list[int] = []
    for place in range(len(texts)):
        others = (lead for lead in dict.fromkeys(first) if first[lead] == lead)
        first.append(
            next(
                (
                    lead
                    for lead in others
                    if _same(words[lead], words[place], near[lead][place] if near else 0.0)
                ),
                place,
            )
        )
    return first


def _same(one: frozenset[str], other: frozenset[str], near: float) -> bool:
    common = len(one & other) / (len(one | other) or 1)
    return near >= _ALIKE or common >= _SAME_WORDS or (near >= _RELATED and common >= _SOME_WORDS)


def _asked(text: str, group: Sequence[Question]) -> Asked:
    sections = Counter(question.section for question in group if question.section)
    return Asked(
        text=" ".join(text.split()),
        count=len(group),
        students=len({question.learner for question in group}),
        covered=group[0].covered,
        section=sections.most_common(1)[0][0] if sections else "",
    )
