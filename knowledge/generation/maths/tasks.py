"""What an exercise in algebra asks for: to solve, simplify, multiply, factor or evaluate.

It is found by computing: a task is the item's own only if doing it to the item's formula gives the
item's answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

from knowledge.course import AlgebraItem, NumericItem
from knowledge.generation.maths.formula import Formula, parse
from knowledge.generation.maths.values import fraction, line, polynomial, rational

Name = Literal["solve", "simplify", "expand", "factor", "evaluate"]
"""The phrase of `Wording` that asks for it."""
At = Mapping[str, Fraction]
_SPAN = re.compile(r"\$\$(.+?)\$\$|\$([^$]+)\$", re.DOTALL)
_WHEN = re.compile(r"([a-zA-Z])\s*=\s*(-?\s*\d+)$")


@dataclass(frozen=True, slots=True)
class Task:
    """A formula and what is done to it."""

    name: Name
    formula: Formula
    do: Callable[[Formula, list[Fraction], At], Any | None]
    """Gives a Fraction or a polynomial (`values`); None where there is no such result."""
    unknown: str = ""
    at: At = field(default_factory=dict)
    """Values of variables, for the formula to be evaluated at."""

    @property
    def numbers(self) -> list[Fraction]:
        return [fraction(slot.text) for slot in self.formula.slots]

    def result(self) -> Any | None:
        return self.do(self.formula, self.numbers, self.at)


def task_of(item: NumericItem | AlgebraItem) -> Task | None:
    """What the item asks for, proved on its own numbers; None when that can't be told."""
    if item.needs_figure:
        return None
    spans = [found[1] or found[2] for found in _SPAN.finditer(f"{item.stem}\n{item.question}")]
    answer = _answer(item.answer)
    if answer is None or not 1 <= len(spans) <= 2:
        return None
    return next((task for task in _tasks(spans) if _gives(task, answer)), None)


def structure(task: Task, result: Any) -> object:
    """What stays the same when only numbers change: the powers, the form of the factors."""
    if isinstance(result, Fraction) or result.is_ground:
        return None
    monomials = tuple(result.monoms())
    if task.name != "factor":
        return monomials
    content, primitive = result.primitive()
    factors = primitive.factor_list()[1]
    return abs(content) != 1, sorted((sorted(f.monoms()), power) for f, power in factors)


def _tasks(spans: list[str]) -> Iterator[Task]:
    formula = parse(spans[0].strip(" .,;:"))
    if formula is None:
        return
    if len(spans) == 2:
        when = _WHEN.fullmatch(spans[1].strip(" ."))
        if when and formula.variables == {when[1]} and formula.root[0] != "=":
            at = {when[1]: Fraction(when[2].replace(" ", ""))}
            yield Task("evaluate", formula, polynomial, at=at)
    elif formula.root[0] == "=":
        if len(formula.variables) == 1:
            yield Task("solve", formula, _solved, unknown=next(iter(formula.variables)))
    elif formula.operations:
        if not formula.variables or ("(" not in formula.text and formula.terms == 1):
            yield Task("simplify", formula, polynomial)
        elif "(" in formula.text:
            yield Task("expand", formula, polynomial)
        else:
            yield Task("factor", formula, _factored)
            yield Task("simplify", formula, _shorter)


def _solved(formula: Formula, numbers: list[Fraction], at: At) -> Fraction | None:
    """The solution of a linear equation."""
    difference = polynomial(formula, numbers, at)
    if difference is None or difference.is_ground or difference.degree() != 1:
        return None
    slope, rest = line(difference)
    return -rest / slope


def _factored(formula: Formula, numbers: list[Fraction], at: At) -> Any | None:
    """The polynomial itself, if it is a product of a number and factors, at least two of these."""
    value = polynomial(formula, numbers, at)
    if value is None or len(value) < 2 or any(c.denominator != 1 for c in value.coeffs()):
        return None
    content, primitive = value.primitive()
    factors = primitive.factor_list()[1]
    return value if sum(power for _, power in factors) + (abs(content) != 1) >= 2 else None


def _shorter(formula: Formula, numbers: list[Fraction], at: At) -> Any | None:
    """The polynomial, if like terms could be put together."""
    value = polynomial(formula, numbers, at)
    return None if value is None or len(value) >= formula.terms else value


def _answer(text: str) -> Formula | None:
    """The right side of ``x = 2``, or all of it."""
    formula = parse(text.strip().strip("$").strip())
    if formula is None or formula.root[0] != "=":
        return formula
    _, left, right = formula.root
    return replace(formula, root=right) if left[0] == "variable" else None


def _gives(task: Task, answer: Formula) -> bool:
    result = task.result()
    # In the task's own ring, so that polynomials can be compared.
    variables = task.formula.variables
    if result is None or not (answer.variables <= variables or task.name == "solve"):
        return False
    own = [fraction(slot.text) for slot in answer.slots]
    right = polynomial(replace(answer, variables=variables | answer.variables), own)
    if right is None:
        return False
    if isinstance(result, Fraction):
        return rational(right) == result
    product = "(" in answer.text
    if product != (task.name == "factor") and rational(right) is None:
        return False
    return bool(result == right)
