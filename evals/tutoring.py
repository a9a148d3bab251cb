"""Does choosing items the way quizzes do teach more than a fixed or a random order? A simulation.

Simulated learners, not people: what follows is true of this learner model and no more. The model
knows nothing of ours (no ratings, no target success). For each concept a learner has a strength k
in [0, 1]:

- right with probability GUESS + (1 - GUESS - SLIP) * k, moved by the item's own difficulty;
- after an answer, with its feedback, k grows by RATE * (1 - k) * readiness * spacing, where
  readiness is the least strength among the concept's prerequisites (as in knowledge spaces: what
  builds on nothing can't be learnt), and spacing is MASSED when the item before was on the same
  concept;
- every strength fades by the factor FADING an item asked.

Gain is the growth of the mean strength over the aim's concepts, for each item asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bot.learner.events import AttemptMade
from bot.learner.folding import Folding
from bot.learner.known import Known
from bot.learner.learner_model import LearnerModel
from bot.learner.mastery import Cohort, Parameters
from bot.learner.store import StoredEvent
from bot.selection import candidates, pick
from evals.searchable import tell
from knowledge.concepts import ConceptGraph, Node
from knowledge.course import Item, Section
from knowledge.library import Library
from knowledge.problems import SourceError

GUESS, SLIP, RATE, MASSED, FADING = 0.2, 0.1, 0.25, 0.5, 0.998
_BEGIN = datetime(2026, 9, 1, 16, tzinfo=UTC)
_PARAMS = Parameters()

Asked = tuple[Section, Item]


@dataclass(slots=True)
class Learner:
    """A simulated one."""

    strength: dict[str, float]
    rng: random.Random
    last: str = ""

    @classmethod
    def new(cls, nodes: Sequence[Node], seed: int) -> Learner:
        """Some know the beginning of the course well, some little of it."""
        rng = random.Random(seed)  # noqa: S311 - the same learners every time
        ability, reach = rng.uniform(0.2, 0.9), rng.uniform(0.1, 0.8)
        return cls(
            {
                node.id: min(
                    0.95, max(0.02, ability * (1 - place / len(nodes) / reach) + rng.gauss(0, 0.1))
                )
                for place, node in enumerate(nodes)
            },
            rng,
        )

    def answer(self, concepts: Sequence[str], difficulty: float) -> bool:
        k = min(self.strength[name] for name in concepts)
        p = GUESS + (1 - GUESS - SLIP) * k - difficulty
        return self.rng.random() < p

    def learn(self, concepts: Sequence[str], graph: ConceptGraph) -> None:
        for name in self.strength:
            self.strength[name] *= FADING
        for name in concepts:
            before = [self.strength[b] for b in graph.nodes[name].before if b in self.strength]
            spacing = MASSED if name == self.last else 1.0
            self.strength[name] += (
                RATE * (1 - self.strength[name]) * min(before, default=1.0) * spacing
            )
            self.last = name

    @property
    def mean(self) -> float:
        return float(np.mean(list(self.strength.values())))


@dataclass(slots=True)
class Record:
    """What our side knows of one of them."""

    cohort: Cohort
    model: LearnerModel = field(default_factory=lambda: LearnerModel.new(_PARAMS))
    answers: int = 0

    @property
    def now(self) -> datetime:
        return _BEGIN + timedelta(minutes=2 * self.answers)

    def add(self, course: str, asked: Asked, *, right: bool) -> None:
        section, item = asked
        self.answers += 1
        event = AttemptMade(
            course=course,
            section=section.id,
            item=item.id,
            concepts=section.concept_ids(item),
            answer="",
            credit=float(right),
        )
        folding = Folding(_PARAMS, {"one": self.model}, self.cohort)
        folding.fold([StoredEvent(self.answers, "one", self.now, event)])

    @property
    def known(self) -> Known:
        return Known(self.model, self.cohort, _PARAMS)


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be learnt."""

    graph: ConceptGraph
    nodes: Sequence[Node]
    items: Sequence[Asked]
    """Those that practise nothing else, in reading order."""
    asked: int
    """How many of them each learner gets."""


Order = Callable[[Aim, Record, random.Random, Sequence[Asked]], Asked]
"""Gives the next item; the last argument holds those before it."""


def run(data_dir: Path, course_id: str, unit: str, learners: int, items: int) -> dict[str, Any]:
    """Mean gain for each item asked, by order, with a 95% interval.

    Raises:
        SourceError: there is no such course or unit.
    """
    course = Library(data_dir).get(course_id)
    graph = ConceptGraph(course)
    sections = {s.id for u in course.units if unit in (u.id, u.number) for s in u.sections}
    nodes = [node for node in graph.nodes.values() if node.section.id in sections and node.items]
    if not nodes:
        raise SourceError(f"{course_id} has no unit {unit!r} with items")
    wanted = {node.id for node in nodes}
    pairs = [(s, i) for node in nodes for s, i in node.items if set(s.concept_ids(i)) <= wanted]
    aim = Aim(graph, nodes, pairs, items)
    gains: dict[str, list[float]] = {}
    for name, order in ORDERS.items():
        tell(f"{name}: {learners} learners")
        cohort = Cohort()
        gains[name] = [_gain(aim, order, seed, cohort) for seed in range(learners)]
    ours, others = np.array(gains["policy"]), {n: np.array(g) for n, g in gains.items()}
    return {
        "simulated": True,
        "learners": learners,
        "items_each": items,
        "concepts": len(nodes),
        "gain_per_item": {name: _mean(values) for name, values in others.items()},
        "policy_minus": {
            name: _mean(ours - values) for name, values in others.items() if name != "policy"
        },
    }


def _mean(values: Any) -> dict[str, float]:
    half = 1.96 * float(np.std(values, ddof=1)) / len(values) ** 0.5
    mean = float(np.mean(values))
    return {"mean": round(mean, 5), "low": round(mean - half, 5), "high": round(mean + half, 5)}


def _gain(aim: Aim, order: Order, seed: int, cohort: Cohort) -> float:
    """Of one learner; the same learner for every order."""
    learner, record = Learner.new(aim.nodes, seed), Record(cohort)
    rng = random.Random(seed)  # noqa: S311
    before, asked = learner.mean, list[Asked]()
    for _ in range(aim.asked):
        section, item = order(aim, record, rng, asked)
        concepts = section.concept_ids(item)
        right = learner.answer(concepts, _difficulty(item))
        learner.learn(concepts, aim.graph)
        record.add(aim.graph.course.id, (section, item), right=right)
        asked.append((section, item))
    return (learner.mean - before) / aim.asked


def _difficulty(item: Item) -> float:
    """Between -0.1 and 0.1, the same for everybody."""
    return random.Random(item.id).uniform(-0.1, 0.1)  # noqa: S311


# ---- the orders ----------------------------------------------------------------------------


def _policy(aim: Aim, record: Record, rng: random.Random, asked: Sequence[Asked]) -> Asked:
    """As quizzes choose."""
    wanted = {item.id for _, item in aim.items}
    found = candidates(aim.graph, aim.nodes, record.known, record.now)
    pool = [each for each in found if each.item.id in wanted]
    done = {item.id for _, item in asked}
    last = next((each for each in pool if asked and each.item.id == asked[-1][1].id), None)
    chosen = pick(pool, rng=rng, asked=done, last=last)
    assert chosen, "there are more items than are asked"
    return chosen.section, chosen.item


def _fixed(aim: Aim, _record: Record, _rng: random.Random, asked: Sequence[Asked]) -> Asked:
    """Through all of it from its beginning, evenly."""
    return aim.items[len(asked) * len(aim.items) // aim.asked]


def _random(aim: Aim, _record: Record, rng: random.Random, asked: Sequence[Asked]) -> Asked:
    done = {item.id for _, item in asked}
    return rng.choice([pair for pair in aim.items if pair[1].id not in done])


ORDERS: dict[str, Order] = {"policy": _policy, "fixed": _fixed, "random": _random}
