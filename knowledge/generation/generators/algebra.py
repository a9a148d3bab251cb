"""The section's own exercises in algebra with fresh numbers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from knowledge.course import AlgebraItem, Item, NumericItem
from knowledge.generation.generated import Generated, generated
from knowledge.generation.languages import Wording
from knowledge.generation.material import Material, SectionMaterial
from knowledge.generation.maths.formula import Formula, parse
from knowledge.generation.maths.fresh import another, fresh_numbers
from knowledge.generation.maths.tasks import At, Task, structure, task_of
from knowledge.generation.maths.values import fraction, line, polynomial, rational

_MOST_ITEMS = 12
"""Bank items of a section that are tried in one go."""
_LARGEST, _LARGEST_DENOMINATOR = 200, 20
_TOO_LARGE = 10**6
_MOST_PLACES = 2
"""Decimals of an answer."""


def algebra(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """Fresh versions of exercises whose answer could be computed from their formula."""
    items = [item for item in section.section.items if isinstance(item, NumericItem | AlgebraItem)]
    for item in rng.sample(items, min(len(items), _MOST_ITEMS)):
        task = task_of(item)
        fresh = task and not _too_easy(task) and _fresh(task, rng)
        if fresh:
            yield _item(fresh, item, section)


def _fresh(task: Task, rng: random.Random) -> Task | None:
    before = task.result()
    for numbers, at in _numbers(task, rng):
        after = task.do(task.formula, [fraction(number) for number in numbers], at)
        if after is not None and _natural(task, before, after):
            formula = parse(task.formula.filled(numbers))
            assert formula is not None, "it differs from a formula in numbers only"
            return replace(task, formula=formula, at=at)
    return None


def _numbers(task: Task, rng: random.Random) -> Iterator[tuple[list[str], At]]:
    if not task.at:
        yield from ((numbers, {}) for numbers in fresh_numbers(task.formula, rng))
        return
    own = [slot.text for slot in task.formula.slots]
    for numbers in [*fresh_numbers(task.formula, rng), own, own]:
        yield (
            numbers,
            {
                name: Fraction(another(str(abs(value)), rng)) * (-1 if value < 0 else 1)
                for name, value in task.at.items()
            },
        )


def _too_easy(task: Task) -> bool:
    """``2 + 4``: one operation on whole numbers without a sign."""
    return (
        task.name == "simplify"
        and not task.formula.variables
        and task.formula.operations == 1
        and bool(re.fullmatch(r"\d+ *(?:[+-]|\\times|\\cdot) *\d+", task.formula.text.strip()))
    )


def _natural(task: Task, before: Any, after: Any) -> bool:
    """Whole where it was whole, of the same form, and no ugly numbers."""
    old, new = _number(before), _number(after)
    if old is None or new is None:
        same_form = old is new and structure(task, before) == structure(task, after)
        return same_form and _denominator(after) <= _denominator(before) ** 2
    largest = max(Fraction(_LARGEST), 2 * abs(old))
    if abs(old) > _TOO_LARGE or abs(new) > largest or new == old or (new == 0) != (old == 0):
        return False
    if task.name == "simplify" and (old < 0) != (new < 0):
        return False  # negative numbers may come later in the course
    if old.denominator == 1:
        return new.denominator == 1
    if _decimals(task.formula):
        return _terminates(new) and _places(new) <= max(_places(old), _MOST_PLACES)
    return 1 < new.denominator <= max(_LARGEST_DENOMINATOR, old.denominator)


def _denominator(value: Any) -> int:
    return max(int(number.denominator) for number in value.coeffs())


def _item(task: Task, item: Item, section: SectionMaterial) -> Generated:
    wording: Wording = section.language.wording
    result = task.result()
    shown, number = _shown(task, result), _number(result)
    solution = "" if task.name == "evaluate" else f"${task.formula.text} = {shown}$"
    return generated(
        AlgebraItem if number is None else NumericItem,
        section.section,
        evidence="\n".join(filter(None, item.question.splitlines())),
        source="worked_example",
        about=item.id,
        question=getattr(wording, task.name).format(
            formula=task.formula.text,
            unknown=task.unknown,
            values=", ".join(f"{name} = {value}" for name, value in task.at.items()),
        ),
        answer=f"${shown}$" if number is None else _plain(number, task.formula),
        solution=_solution(task, result, wording) if task.name == "solve" else solution,
        concepts=item.concepts,
    )


def _solution(task: Task, result: Any, wording: Wording) -> str:
    """The equation with like terms together, its solution, and the check."""
    formula, unknown = task.formula, task.unknown
    slope, rest = line(polynomial(formula, task.numbers))
    if slope < 0:
        slope, rest = -slope, -rest
    side = polynomial(replace(formula, root=formula.root[1]), task.numbers, {unknown: result})
    left = rational(side)
    assert left is not None, "the only variable has a value"
    times = "" if slope == 1 else _latex(slope, formula)
    value = _latex(result, formula)
    steps = [f"${times}{unknown} = {_latex(-rest, formula)}$", f"${unknown} = {value}$"]
    check = wording.both_sides.format(unknown=unknown, value=value, side=_latex(left, formula))
    return "\n\n".join([*dict.fromkeys(steps), check])


def _number(value: Any) -> Fraction | None:
    return value if isinstance(value, Fraction) else rational(value)


def _shown(task: Task, result: Any) -> str:
    number = _number(result)
    if number is not None:
        return _latex(number, task.formula)
    from sympy import factor, latex

    expression = result.as_expr()
    shown = str(latex(factor(expression) if task.name == "factor" else expression))
    return re.sub(r"(^|\()- ", r"\1-", shown)


def _latex(value: Fraction, formula: Formula) -> str:
    plain = _plain(value, formula)
    if "/" not in plain:
        return plain
    sign = "-" if value < 0 else ""
    return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def _plain(value: Fraction, formula: Formula) -> str:
    """``3/4``, or ``0.75`` where the exercise is in decimals."""
    if value.denominator > 1 and _decimals(formula) and _terminates(value):
        return f"{float(value):.6f}".rstrip("0")
    return str(value)


def _decimals(formula: Formula) -> bool:
    return any("." in slot.text for slot in formula.slots)


def _places(value: Fraction) -> int:
    return len(f"{float(value):.6f}".rstrip("0").partition(".")[2])


def _terminates(value: Fraction) -> bool:
    return 10**6 % value.denominator == 0
