"""What the exercise tells about its solution, before the first step."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.course import AlgebraItem, Item, NumericItem
from knowledge.grading.maths.compare import best, compared
from knowledge.grading.maths.equations import explicit
from knowledge.grading.maths.evaluate import NoValue, Value, evaluate
from knowledge.grading.maths.expressions import is_expression
from knowledge.grading.maths.grammar import Unreadable, read
from knowledge.grading.maths.lists import parts_of
from knowledge.grading.maths.nodes import Node, Relation, Tuple, variables
from knowledge.grading.maths.requests import Request, request


@dataclass(frozen=True, slots=True)
class Exercise:
    """What is known before the first step."""

    keys: tuple[Node, ...] = ()
    asked: Request = field(default_factory=Request)

    def is_answered_by(self, last: Node | None) -> bool:
        """A statement is the answer."""
        if last is None or not self.keys:
            return False
        return best(compared(key, last, self.asked) for key in self.keys).verdict == "right"

    @property
    def solutions(self) -> list[Value]:
        """Values of the unknown, if the key says them."""
        found = []
        for part in (part for key in self.keys for part in parts_of(key)):
            known = explicit(part)
            value = known[1] if known else part
            if is_expression(value) and not variables(value):
                try:
                    found.append(evaluate(value))
                except NoValue:
                    continue
        return found

    @property
    def unknowns(self) -> frozenset[str]:
        """Names that the key or an equation of the question gives."""
        relations = [part for part in self.asked.formulas if isinstance(part, Relation)]
        return frozenset().union(*map(variables, (*self.keys, *relations)))

    @property
    def is_system(self) -> bool:
        return sum(isinstance(part, Relation) for part in self.asked.formulas) > 1

    @property
    def point(self) -> dict[str, Value]:
        """Values of several unknowns: ``(3, 2)`` or ``x = 3, y = 2``; empty for one unknown."""
        for key in self.keys:
            parts = key.members if isinstance(key, Tuple) else parts_of(key)
            known = [explicit(part) for part in parts]
            names = [one[0] for one in known if one] or sorted(self.unknowns)
            values = [one[1] for one in known if one] or list(parts)
            if 1 < len(set(names)) == len(parts) == len(values):
                try:
                    return {
                        name: evaluate(value) for name, value in zip(names, values, strict=True)
                    }
                except NoValue:
                    continue
        return {}

    @property
    def solves(self) -> bool:
        """There is an equation to be solved, rather than an expression to be worked out."""
        return any(isinstance(part, Relation) for part in self.asked.formulas)


def exercise_of(item: Item | None) -> Exercise:
    if not isinstance(item, NumericItem | AlgebraItem):
        return Exercise()
    keys = []
    for key in (item.answer, *item.accepted):
        try:
            keys.append(read(key))
        except Unreadable:
            continue
    return Exercise(tuple(keys), request(f"{item.stem}\n{item.question}"))
