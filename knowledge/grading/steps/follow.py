"""Follows work from the exercise to its answer. Runs in the child process (`maths.process`)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from knowledge.course import AlgebraItem, Item, NumericItem
from knowledge.grading.maths.compare import best, compared
from knowledge.grading.maths.conditions import satisfied
from knowledge.grading.maths.equations import explicit, is_equation, is_label
from knowledge.grading.maths.evaluate import NoValue, Value, evaluate
from knowledge.grading.maths.expressions import is_expression
from knowledge.grading.maths.grammar import Unreadable, read
from knowledge.grading.maths.lists import parts_of
from knowledge.grading.maths.nodes import Node, Number, Relation, Variable, variables, walk
from knowledge.grading.maths.points import agree
from knowledge.grading.maths.requests import Request, request
from knowledge.grading.maths.written import Written, closeness, written
from knowledge.grading.quantities import quantity
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
    exercise = _exercise(item)
    follower = _Follower(exercise)
    steps = [follower.step(statement, language) for statement in statements(work, language)]
    fine = all(step.right is not False for step in steps)
    return StepCheck(tuple(steps), finished=fine and exercise.is_answered_by(follower.last))


@dataclass(frozen=True, slots=True)
class _Exercise:
    """What is known before the first step."""

    keys: tuple[Node, ...] = ()
    asked: Request = field(default_factory=Request)

    def is_answered_by(self, last: Node | None) -> bool:
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
    def solves(self) -> bool:
        """There is an equation to be solved, rather than an expression to be worked out."""
        return any(isinstance(part, Relation) for part in self.asked.formulas)


def _exercise(item: Item | None) -> _Exercise:
    if not isinstance(item, NumericItem | AlgebraItem):
        return _Exercise()
    keys = []
    for key in (item.answer, *item.accepted):
        try:
            keys.append(read(key))
        except Unreadable:
            continue
    return _Exercise(tuple(keys), request(f"{item.stem}\n{item.question}"))


class _Follower:
    """Goes from statement to statement."""

    def __init__(self, exercise: _Exercise) -> None:
        self._exercise = exercise
        self.last: Node | None = None
        """What the last readable statement came to."""
        self._begun = False

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
        right = same(before, node)
        if right is None:
            right = self._holds(node)
        if right is False and _goes_on_from(before, node):
            return True, None
        return right, explained(before, node) if right is False else None

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
        """The exercise's solution satisfies it."""
        names, solutions = variables(node), self._exercise.solutions
        if len(names) != 1 or not solutions or not isinstance(node, Relation):
            return None
        return any(satisfied(node, next(iter(names)), value) for value in solutions)


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
