"""Follows work from the exercise to its answer. Runs in the child process (`maths.process`)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from knowledge.course import Item
from knowledge.grading.maths.conditions import satisfied
from knowledge.grading.maths.equations import explicit, is_equation, is_label
from knowledge.grading.maths.evaluate import NoValue, Value, evaluate
from knowledge.grading.maths.expressions import is_expression
from knowledge.grading.maths.grammar import Unreadable
from knowledge.grading.maths.nodes import Node, Number, Relation, Variable, variables, walk
from knowledge.grading.maths.points import agree, same_value
from knowledge.grading.maths.written import Written, closeness, written
from knowledge.grading.quantities import quantity
from knowledge.grading.steps.exercise import Exercise, exercise_of
from knowledge.grading.steps.result import Slip, Step, StepCheck
from knowledge.grading.steps.same import equal, same
from knowledge.grading.steps.slips import explained
from knowledge.grading.steps.work import Statement, statements
from knowledge.grading.units import UnknownUnit, convert, is_unit


def check_steps(work: str, item: Item | None = None, *, language: str = "en") -> StepCheck:
    """Which steps of a text are right, and the first that is wrong.

    Args:
        item: the exercise; without one only the steps are held against each other.
        language: how the learner writes numbers.
    """
    exercise = exercise_of(item)
    follower = _Follower(exercise)
    steps = [follower.step(statement, language) for statement in statements(work, language)]
    fine = all(step.right is not False for step in steps)
    return StepCheck(tuple(steps), finished=fine and follower.has_answered())


class _Follower:
    """Goes from statement to statement."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self.last: Node | None = None
        """What the last readable statement came to."""
        self._begun = False
        self._stated: set[str] = set()
        """Unknowns that got their value."""

    def has_answered(self) -> bool:
        """The last statement is the answer, or each unknown of a system has its value."""
        names = self._exercise.point.keys()
        return self._exercise.is_answered_by(self.last) or (bool(names) and names <= self._stated)

    def step(self, statement: Statement, language: str) -> Step:
        """The next statement."""
        converted = _conversion(statement.text, language)
        if converted is not None:
            self.last, self._begun = None, True
            return Step(statement.text, converted, None if converted else "unit_conversion")
        if not statement.readings:
            return Step(statement.text, None)
        outcomes = [self._reading(node, statement) for node in statement.readings]
        right, slip, last = max(outcomes, key=lambda outcome: _RANK[outcome[0]])
        self.last, self._begun = last, True
        if right and (known := explicit(last)):
            self._stated.add(known[0])
        return Step(statement.text, right, slip)

    def _reading(self, node: Node, statement: Statement) -> _Outcome:
        if not isinstance(node, Relation) or not is_equation(node):
            return *self._follows(node), node
        sides = node.sides
        if len(sides) > 2 and is_label(sides[0]) and isinstance(sides[0], Variable):
            stated = Relation(sides[:2], node.signs[:1])  # x = 6/3 = 2
            return *_chain(self._follows(stated), sides[1:]), Relation(
                (sides[0], sides[-1]), ("=",)
            )
        sides = tuple(side for side in sides if not _is_named(side)) or sides
        if len(sides) > 1 and not self._is_worked(node):
            return *self._follows(node), node
        begun = self._follows(sides[0]) if statement.goes_on else self._begins(sides[0])
        return *_chain(begun, sides), sides[-1]

    def _is_worked(self, node: Relation) -> bool:
        """``a = b`` as a step in working something out, not as an equation in an unknown."""
        if not variables(node):
            return True
        if explicit(node):
            return False
        if all(agree(one, other) for one, other in itertools.pairwise(node.sides)):
            return True
        given = [part for part in (self.last, *self._exercise.asked.formulas) if part]
        return not self._exercise.solves and any(
            is_expression(part) and agree(part, node.sides[0]) is True for part in given
        )

    def _follows(self, node: Node) -> _Finding:
        if self.last is None:
            return self._begins(node)
        before = self.last
        if isinstance(before, Relation) and is_expression(node) and (known := explicit(before)):
            before = known[1]
        right = self._says_the_same(before, node)
        if right is None:
            right = self._holds(node)
        if right is False and _goes_on_from(before, node):
            return True, None
        return right, explained(before, node) if right is False else None

    def _says_the_same(self, before: Node, node: Node) -> bool | None:
        """None where one needn't follow from the other: other unknowns, a system of equations."""
        if not (isinstance(before, Relation) and isinstance(node, Relation)):
            return same(before, node)
        if variables(before) != variables(node):
            return None
        right = same(before, node)
        if right is False and self._exercise.is_system:
            return True if any(same(part, node) for part in self._exercise.asked.formulas) else None
        return right

    def _begins(self, node: Node) -> _Finding:
        """The first statement, or one that starts anew, held against the exercise."""
        formulas = self._exercise.asked.formulas
        if any(same(formula, node) for formula in formulas):
            return True, None
        if isinstance(node, Relation) and variables(node):
            return self._set_up(node)
        if self._begun or not formulas or not is_expression(node):
            return None, None
        if any(agree(key, node) for key in self._exercise.keys):
            return True, None
        if variables(node) and not self._exercise.solves:
            slip = _first_slip((part for part in formulas if is_expression(part)), node)
            return (False, slip) if slip else (None, None)
        return None, None

    def _set_up(self, node: Relation) -> _Finding:
        """An equation that doesn't say what the exercise says: is its solution the same?"""
        given = [part for part in self._exercise.asked.formulas if isinstance(part, Relation)]
        held = self._holds(node)
        if held is None and len(given) == 1 and same(given[0], node) is False:
            held = False
        if held is not False:
            return held, None
        slip = _first_slip(given, node)
        if slip in (None, "arithmetic") and given:
            return False, "copied" if slip is None or _looks_copied(given, node) else slip
        return False, slip or "setup"

    def _holds(self, node: Node) -> bool | None:
        """The exercise's solution satisfies it. That it doesn't tells something only of the
        exercise's own unknowns: a word problem may be solved by way of another one."""
        names, exercise = variables(node), self._exercise
        if not isinstance(node, Relation) or not names:
            return None
        if exercise.point and names <= exercise.point.keys() and is_equation(node):
            return _balances(node, exercise.point)
        if len(names) != 1 or not exercise.solutions:
            return None
        (name,) = names
        held = any(satisfied(node, name, value) for value in exercise.solutions)
        return True if held else False if name in exercise.unknowns else None


def _balances(node: Relation, at: Mapping[str, Value]) -> bool | None:
    try:
        values = [evaluate(side, at) for side in node.sides]
    except NoValue:
        return None
    return all(same_value(one, other) for one, other in itertools.pairwise(values))


_Finding = tuple[bool | None, Slip | None]
_Outcome = tuple[bool | None, Slip | None, Node]
_RANK = {True: 2, None: 1, False: 0}


def _looks_copied(given: Sequence[Node], node: Node) -> bool:
    """As many numbers in it as in the exercise's: nothing was worked out yet."""
    count = _numbers(node)
    return any(_numbers(part) == count for part in given)


def _numbers(node: Node) -> int:
    return sum(isinstance(part, Number) for part in walk(node))


def _first_slip(given: Iterable[Node], node: Node) -> Slip | None:
    return next(filter(None, (explained(part, node) for part in given)), None)


def _chain(begun: _Finding, sides: Sequence[Node]) -> _Finding:
    """Sides with equals signs between them; the first finding that is bad counts."""
    found = begun
    for before, after in itertools.pairwise(sides):
        if found[0] is False:
            break
        found = _link(before, after)
    return found


def _link(before: Node, after: Node) -> _Finding:
    """Two sides with an equals sign between them."""
    right = equal(before, after)
    if right is False and _goes_on_from(before, after):
        return True, None
    return right, explained(before, after) if right is False else None


def _is_named(side: Node) -> bool:
    """``f(x)``, which only says what is meant."""
    return is_label(side) and not isinstance(side, Variable)


def _goes_on_from(before: Node, after: Node) -> bool:
    """``3 + 4 = 7 · 2 = 14``: no equation, but everybody knows what is meant."""
    if variables(before) or variables(after) or not is_expression(before):
        return False
    numbers = [part for part in walk(after) if isinstance(part, Number)]
    if len(numbers) < 2:
        return False
    try:
        return evaluate(before) == numbers[0].value
    except NoValue:
        return False


def _conversion(text: str, language: str) -> bool | None:
    """``3 km = 3000 m`` is right; None for what is no conversion."""
    sides = text.replace("≈", "=").split("=")
    if len(sides) != 2:
        return None
    try:
        one, other = (quantity(side, language) for side in sides)
        if not (one.unit and other.unit and is_unit(one.unit) and is_unit(other.unit)):
            return None
        value, given = evaluate(one.readings[0]), evaluate(other.readings[0])
        if isinstance(value, complex) or isinstance(given, complex):
            return None
        wanted = convert(Fraction(value), one.unit, other.unit)
    except (Unreadable, NoValue, UnknownUnit):
        return None
    if wanted is None:
        return None
    near = closeness(wanted, Written(wanted, None, 0), Fraction(given), written(other.readings[0]))
    return wanted == given or near in ("same", "rounded", "coarse")
