"""Which item to ask next. Pure.

An item is worth asking when its concept is weak or about to fade, when what it builds on is there,
when it is neither too easy nor too hard (a good 3 of 4 right keeps people going and learning:
Wilson et al. 2019 find 85% for simple tasks; tutoring aims at 75-80%), when it wasn't seen lately,
and when it isn't the same thing again (interleaving: Rohrer 2012).
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.learner.known import Known
from bot.learner.learner_model import Tries
from bot.learner.memory import Key
from knowledge.concepts import ConceptGraph, Node
from knowledge.course import Item, Section

Difficulty = Literal["easy", "fitting", "hard"]
TARGET: Mapping[Difficulty, float] = {"easy": 0.9, "fitting": 0.78, "hard": 0.6}
"""Wanted probability of a right answer."""
SHAKY = 0.6
"""Below this belief a prerequisite that was practised is to be worked on first."""

_NARROW = 0.3
"""How far from the target an item may lie before it counts for much less."""
_LATELY = timedelta(days=3)
_JUST_NOW = timedelta(hours=20)
_DUE = 1.0
"""What being due is worth, beside the need of at most 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that could be asked."""

    section: Section
    item: Item
    concepts: tuple[str, ...]
    chance: float
    """Probability of a right answer now, without help."""
    need: float
    """0 for what is mastered, 1 for what isn't at all."""
    due: bool
    """Its review is due."""
    ready: bool
    """What it builds on is there, as far as anybody knows."""
    seen: timedelta | None
    """How long ago it was last shown; None when it never was."""


def candidates(
    graph: ConceptGraph, nodes: Sequence[Node], known: Known, now: datetime
) -> list[Candidate]:
    """The items that practise these concepts, each once.

    A concept that builds on a shaky one brings that one's items along.
    """
    course = graph.course.id
    before = {node.id: graph.before(node.id) for node in nodes}
    near = {each.id: each for node in nodes for each in (node, *before[node.id])}
    beliefs = {name: known.belief(course, name, now) for name in near}
    shaky = {name for name, belief in beliefs.items() if belief.n and belief.value < SHAKY}
    wanted = {node.id: node for node in nodes} | {name: near[name] for name in shaky}
    waiting = {
        node.id
        for node in wanted.values()
        if any(b.id in shaky for b in before.get(node.id) or graph.before(node.id))
    }
    due = {card.key for card in known.model.cards.values() if card.is_due(now)}
    found: dict[str, Candidate] = {}
    for node in wanted.values():
        for section, item in node.items:
            if item.id in found or item.needs_figure:
                continue
            concepts = section.concept_ids(item)
            key = Key(course, section.id, f"item:{item.id}")
            mastered = (beliefs[name].value for name in concepts if name in beliefs)
            found[item.id] = Candidate(
                section=section,
                item=item,
                concepts=concepts,
                chance=known.chance(course, item.id, concepts, now),
                need=1 - min(mastered, default=1.0),
                due=key in due,
                ready=waiting.isdisjoint(concepts),
                seen=_ago(known.model.tries.get(key), now),
            )
    return list(found.values())


def pick(
    pool: Sequence[Candidate],
    *,
    rng: random.Random,
    difficulty: Difficulty = "fitting",
    asked: Collection[str] = (),
    last: Candidate | None = None,
) -> Candidate | None:
    """The item to ask now; None when all were asked.

    Args:
        asked: ids of items that must not come again.
        last: the item before this one.
    """
    left = [candidate for candidate in pool if candidate.item.id not in asked]
    fresh = [c for c in left if c.due or c.seen is None or c.seen > _JUST_NOW]
    best = [(worth(each, difficulty, last), rng.random(), each) for each in fresh or left]
    return max(best, key=lambda scored: scored[:2])[2] if best else None


def worth(each: Candidate, difficulty: Difficulty, last: Candidate | None = None) -> float:
    """How much asking it now is worth; for comparing items of one learner."""
    off = (each.chance - TARGET[difficulty]) / _NARROW
    score = (each.need + _DUE * each.due) * math.exp(-0.5 * off * off)
    if not each.ready:
        score *= 0.2
    if each.seen is not None and each.seen < _LATELY and not each.due:
        score *= 0.3
    if last and set(last.concepts) & set(each.concepts):
        score *= 0.5
    return score


def _ago(tries: Tries | None, now: datetime) -> timedelta | None:
    return timedelta(seconds=max(0.0, now.timestamp() - tries.seen)) if tries else None
