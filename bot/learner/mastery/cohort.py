"""How easy items and concepts have been for everyone here: the priors of a learner's beliefs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from bot.learner.mastery.parameters import Parameters


class Rating(NamedTuple):
    """A logit and how unsure it is. Shrinks to 0 until answers say otherwise."""

    mean: float
    variance: float

    def moved(self, error: float, information: float, shared: float) -> Rating:
        """After an answer.

        Args:
            error: what came minus what was expected.
            information: of the answer, p(1-p) times its weight.
            shared: 1 + information x variance of all ratings that share the error, this one's
                included; each takes its share of the surprise.
        """
        gain = self.variance / shared
        return Rating(self.mean + gain * error, self.variance * (1 - gain * information))


class Ease(NamedTuple):
    """The class-wide part of one prediction."""

    item: float
    concept: float
    variance: float
    """Of both together."""


@dataclass(slots=True)
class Cohort:
    """Ease of items and concepts, above 0 when they are answered right more than expected."""

    items: dict[str, Rating] = field(default_factory=dict)
    concepts: dict[str, Rating] = field(default_factory=dict)

    def ease(self, item: str | None, concepts: tuple[str, ...], params: Parameters) -> Ease:
        """Of an item, or (None) of the concepts' typical item."""
        of_item = self._item(item, params) if item is not None else Rating(0.0, 0.0)
        if not concepts:
            return Ease(of_item.mean, 0.0, of_item.variance)
        total = variance = 0.0
        for name in concepts:
            rating = self.concepts.get(name)
            total += rating.mean if rating else 0.0
            variance += rating.variance if rating else params.concept_variance
        return Ease(of_item.mean, total / len(concepts), of_item.variance + variance)

    def learn(
        self,
        item: str,
        concepts: Iterable[str],
        *,
        error: float,
        information: float,
        shared: float,
        params: Parameters,
    ) -> None:
        """Move the ratings of one answered item in place."""
        self.items[item] = self._item(item, params).moved(error, information, shared)
        for name in concepts:
            rating = self.concepts.get(name) or Rating(0.0, params.concept_variance)
            self.concepts[name] = rating.moved(error, information, shared)

    def _item(self, item: str, params: Parameters) -> Rating:
        return self.items.get(item) or Rating(0.0, params.item_variance)

    def copy(self) -> Self:
        return type(self)(dict(self.items), dict(self.concepts))
