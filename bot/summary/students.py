"""Who may need help, and who could do more: by rules that can be told. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.learner.class_log import Answer, ClassLog
from bot.summary.activity import moments
from bot.summary.content import shares
from bot.summary.model import Concern, Falling, Inactive, Reason, Share, Stretch, Struggling

_DAY = 86_400.0
INACTIVE_DAYS = 10
LATELY, EARLIER = 14, 42
"""Days: what is compared with what was before it."""
FALLEN, FALLING_CONCEPTS, COMPARED = 25, 3, 2
"""A concept falls by so many points or more, with so many answers on each side; so many make a
reason."""
MANY_ANSWERS, FEW_RIGHT = 8, 0.4
"""Struggling: so many answers lately, a hint or more for each, and so few right."""
STRETCH_ANSWERS, STRETCH_SHARE, STRETCH_CONCEPTS = 10, 0.9, 3
"""Could do more: so many first answers lately, so many right, in so many concepts."""


def concerns(log: ClassLog, now: float) -> tuple[Concern, ...]:
    """Who may need help now, whatever the time that is asked about; those with most reasons
    first."""
    seen = dict[str, float]()
    for learner, at in moments(log):
        if at <= now and at > seen.get(learner, 0.0):
            seen[learner] = at
    by_learner = _by_learner(log.answers, now - (LATELY + EARLIER) * _DAY, now)
    hints = _hints(log, now)
    found = []
    for learner, member in log.members.items():
        last = max(seen.get(learner, 0.0), member.since.timestamp())
        days = int((now - last) // _DAY)
        reasons: list[Reason] = [Inactive(days)] if days >= INACTIVE_DAYS else []
        answers = by_learner.get(learner, [])
        reasons += _falling(answers, now)
        reasons += _struggling(answers, hints.get(learner, 0), now)
        if reasons:
            found.append(Concern(learner, tuple(reasons)))
    return tuple(sorted(found, key=lambda each: -len(each.reasons)))


def _by_learner(answers: Iterable[Answer], begin: float, end: float) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if begin <= answer.at <= end:
            found[answer.learner].append(answer)
    return found


def _hints(log: ClassLog, now: float) -> dict[str, int]:
    """Hints that each student took lately."""
    found: dict[str, int] = defaultdict(int)
    for deed in log.deeds:
        if deed.what == "hint_given" and now - LATELY * _DAY <= deed.at <= now:
            found[deed.learner] += 1
    return found


def _falling(answers: Sequence[Answer], now: float) -> Iterable[Falling]:
    since = now - LATELY * _DAY
    late = shares(each for each in answers if each.at >= since)
    early = shares(each for each in answers if each.at < since)
    falls = []
    for concept, counted in late.items():
        new, old = Share(*counted), Share(*early.get(concept, (0, 0)))
        if min(new.of, old.of) >= COMPARED and old.percent - new.percent >= FALLEN:
            falls.append((new.percent - old.percent, concept))
    if len(falls) >= FALLING_CONCEPTS:
        yield Falling(tuple(concept for _, concept in sorted(falls)))


def _struggling(answers: Sequence[Answer], hints: int, now: float) -> Iterable[Struggling]:
    marked = [a for a in answers if a.at >= now - LATELY * _DAY and a.credit is not None]
    right = sum(answer.credit == 1 for answer in marked)
    many = len(marked) >= MANY_ANSWERS and hints >= len(marked)
    if many and right <= FEW_RIGHT * len(marked):
        yield Struggling(hints, len(marked), right)


def stretch(log: ClassLog, now: float) -> tuple[Stretch, ...]:
    """Who could be given harder things, the surest first."""
    found = []
    for learner, answers in _by_learner(log.answers, now - LATELY * _DAY, now).items():
        alone = [answer for answer in answers if answer.alone]
        share = Share(sum(answer.credit == 1 for answer in alone), len(alone))
        concepts = {name for answer in alone for name in answer.concepts}
        enough = share.of >= STRETCH_ANSWERS and len(concepts) >= STRETCH_CONCEPTS
        if enough and share.value >= STRETCH_SHARE:
            found.append(Stretch(learner, share, len(concepts)))
    return tuple(sorted(found, key=lambda each: (-each.share.value, -each.share.of)))
