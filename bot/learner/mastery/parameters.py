"""The model's numbers: defaults that need no data, or what `studylamp fit` found in this log."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

SIGNS = {
    "base": 0,
    "ability": 1,
    "knowledge": 1,
    "item": 1,
    "concept": 1,
    "right": 1,
    "wrong": -1,
    "form": 1,
    "fresh": 1,
}
"""The weights, in the order of the model's signals, and the sign each must have (0: any).

The signs are what makes a belief behave: a right answer never lowers it, a wrong one never raises
it, whatever the data said.
"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Logit of a right answer = weights x signals; variances say how fast ratings move.

    The default weights were chosen without data: ratings are in logits, so they count in full;
    what only data can tell (form, fresh, wrong) is left out. The variances are round numbers;
    on ASSISTments 2009 others around them gave an AUC within .005 (docs/benchmarks.md).
    """

    base: float = 0.7
    """Logit for an unknown learner, concept and item: two of three right, as is usual."""
    ability: float = 1.0
    """Weight of the learner's rating over everything."""
    knowledge: float = 1.0
    """Weight of the learner's rating in the item's concepts."""
    item: float = 1.0
    """Weight of the item's ease, class-wide."""
    concept: float = 1.0
    """Weight of the concepts' ease, class-wide."""
    right: float = 0.1
    """Learning by success: per log(1 + right answers) in the concept."""
    wrong: float = 0.0
    """The same for wrong answers; never above 0."""
    form: float = 0.0
    """Weight of how the last few answers of this sitting went; not part of mastery."""
    fresh: float = 0.0
    """Added when the answer just before practised the same concept; not part of mastery."""

    ability_variance: float = 1.0
    """How much learners differ, in squared logits."""
    knowledge_variance: float = 0.3
    """How much one learner's concepts differ from their ability."""
    knowledge_drift: float = 0.05
    """Variance that each answer adds: knowledge changes while it is practised."""
    item_variance: float = 1.0
    concept_variance: float = 0.5
    form_rate: float = 0.5
    """Share of the newest answer in form."""
    hint_discount: float = 0.6
    """What a right answer still counts, per hint before it."""
    retry_discount: float = 0.5
    """What an answer still counts, per answer before it in the same round."""
    half_life_days: float = 60.0
    """After this long without practice, half of what is known above the learner's ability is
    left."""

    def __post_init__(self) -> None:
        for name in (field.name for field in fields(self)):
            value = getattr(self, name)
            if not isinstance(value, int | float) or isinstance(value, bool):
                raise ValueError(f"{name} must be a number, not {value!r}")
            if not math.isfinite(value):
                raise ValueError(f"{name} must be finite, not {value}")
            if SIGNS.get(name, 1) * value < 0:
                raise ValueError(f"{name} has the wrong sign: {value}")
        for name in ("form_rate", "hint_discount", "retry_discount"):
            if getattr(self, name) > 1:
                raise ValueError(f"{name} must be at most 1, not {getattr(self, name)}")
        if self.half_life_days == 0:
            raise ValueError("half_life_days must be above 0")

    @property
    def weights(self) -> tuple[float, ...]:
        """In the order of `SIGNS`. Spelt out: every single answer of a replay asks for it."""
        return (
            self.base,
            self.ability,
            self.knowledge,
            self.item,
            self.concept,
            self.right,
            self.wrong,
            self.form,
            self.fresh,
        )

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Unknown names are left out, missing ones are the defaults'.

        Raises:
            ValueError: it isn't JSON, or a number is impossible; says which.
        """
        data: Any = json.loads(text)
        if not isinstance(data, dict):
            raise ValueError("expected a JSON object")
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})
