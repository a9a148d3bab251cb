"""The checks for an answer that is maths: a number, a formula, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bot.guard.forms import Key
from bot.guard.forms.computation import ComputationKey
from bot.guard.forms.formula import FormulaKey
from bot.guard.forms.number import NumberKey
from bot.guard.numbers.find import numbers
from bot.guard.text.formulas import parsed
from bot.guard.text.reading import read
from knowledge.course import NumericItem
from knowledge.grading.maths.evaluate import NoValue, evaluate
from knowledge.grading.maths.nodes import Named, Node, Relation, Several, Variable, variables

_INTERVALS = {">": "({},∞)", ">=": "[{},∞)", "<": "(-∞,{})", "<=": "(-∞,{}]"}
_MOST_SOLUTIONS = 2
"""Of so many each alone tells; in a longer list it's the list that does."""


def is_maths(text: str) -> bool:
    """No words in it, but ``and`` and ``or``."""
    bare = re.sub(r"\\[a-zA-Z]+|\b(?:and|or)\b", " ", text)
    return not re.search(r"[^\W\d_]{3}", bare)


class Maths:
    """Makes the checks for the answers of one question."""

    def __init__(self, question: str, language: str, item: NumericItem | None = None) -> None:
        self._question = question
        self._language = language
        self._item = item

    def keys(self, form: str) -> Iterator[Key]:
        """For one form of the answer; nothing when it is words."""
        nodes = parsed(form, self._language)
        if not nodes:
            yield from self._number(self.value(form))
        elif not isinstance(nodes[0], Named):
            parts = list(_parts(nodes[0]))
            for part in parts if len(parts) <= _MOST_SOLUTIONS else ():
                yield from self._number(_worth(part), _variable(part))
            if _worth(nodes[0]) is None:
                yield self._formula(nodes, form)
            interval = parsed(_interval(nodes[0]), self._language)
            if interval:
                yield self._formula(interval, _interval(nodes[0]))
            right = _solved_for(nodes[0])
            if right is not None:
                yield self._formula((right,), form.partition("=")[2])

    def value(self, form: str) -> Fraction | None:
        """The number that an answer is, when it is nothing else."""
        text = read(form).text.strip(" $")
        whole = [each for each in numbers(text, self._language) if each.span == (0, len(text))]
        return whole[0].values[0] if whole else None

    def _formula(self, nodes: tuple[Node, ...], text: str) -> Key:
        return FormulaKey(nodes, text, question=self._question, language=self._language)

    def _number(self, value: Fraction | None, variable: str = "") -> Iterator[Key]:
        if value is None:
            return
        number = NumberKey(
            {value},
            question=self._question,
            language=self._language,
            tolerance=self._tolerance(value),
            unit=self._item.unit if self._item else "",
            variable=variable,
        )
        yield from (number, ComputationKey(number, self._question))

    def _tolerance(self, key: Fraction) -> Fraction:
        said = self._item.tolerance if self._item else None
        found = numbers(said or "")
        if not said or not found:
            return Fraction(0)
        return abs(key * found[0].values[-1]) if "%" in said else abs(found[0].values[0])


def _parts(node: Node) -> Iterator[Node]:
    """Both solutions of ``x = 3 or x = -2``."""
    if isinstance(node, Several):
        for part in node.parts:
            yield from _parts(part)
    else:
        yield node


def _variable(node: Node) -> str:
    first = node.sides[0] if isinstance(node, Relation) else None
    return first.name if isinstance(first, Variable) else ""


def _worth(node: Node) -> Fraction | None:
    """The rational number that it is, or that a variable is said to be."""
    if isinstance(node, Relation) and _variable(node) and node.signs == ("=",):
        node = node.sides[-1]
    try:
        value = evaluate(node)
    except NoValue:
        return None
    return value if isinstance(value, Fraction) else None


def _interval(node: Node) -> str:
    """``(3, ∞)`` for ``x > 3``; empty when it is no such thing."""
    if not (isinstance(node, Relation) and _variable(node) and len(node.signs) == 1):
        return ""
    end = _worth(node.sides[-1])
    interval = _INTERVALS.get(node.signs[0], "")
    return "" if end is None else interval.format(end)


def _solved_for(node: Node) -> Node | None:
    """``20/x`` of ``y = 20/x``."""
    if isinstance(node, Relation) and node.signs == ("=",) and _variable(node):
        right = node.sides[-1]
        return right if variables(right) else None
    return None
