"""Is an equivalent answer in the form that was asked for?

What is decided, as a teacher would:

- The key shows what "done" means: nothing is asked of an answer that the key itself doesn't do.
- An answer of the key's shape is in form, whatever the question says.
- Repeating an expression of the question is not answering it.
- Arithmetic left to be done (``2 · 3`` for 6) is unfinished in any exercise.
- "Simplify" asks for collected terms, powers and roots, and fractions in lowest terms; factored or
  expanded, both are simple. "Multiply" and "expand" ask for no brackets, "factor" for factors that
  can't be factored further over the rationals, without a number left inside.
"""

from __future__ import annotations

from typing import Literal

from knowledge.grading.maths.nodes import (
    Function,
    Mixed,
    Negative,
    Node,
    Number,
    Percent,
    Power,
    Product,
    Quotient,
    variables,
    walk,
)
from knowledge.grading.maths.polynomials import can_be_cancelled, is_factored
from knowledge.grading.maths.requests import Form, Request
from knowledge.grading.maths.shape import shape
from knowledge.grading.maths.tidy import Loose, loose_ends
from knowledge.grading.maths.written import is_scientific

Fault = Literal["restated", "not_simplified", "wrong_form", "incomplete"]
"""``restated``: nothing was done. ``incomplete``: factored, but not completely."""

_SIMPLE: frozenset[Loose] = frozenset(
    {"arithmetic", "terms", "powers", "nested", "lowest", "radical", "negative"}
)
_EXPANDED: frozenset[Loose] = frozenset({"brackets", "terms", "powers", "arithmetic"})
_OF_NUMBERS: tuple[Form, ...] = ("decimal", "fraction", "percent", "mixed", "improper")
"""Forms of one number: a shape doesn't tell them apart."""


def fault(said: Node, key: Node, asked: Request) -> Fault | None:
    """What is wrong with the form of an answer that is equivalent to the key; None if nothing."""
    if shape(said) == shape(key) and not asked.asks(*_OF_NUMBERS):
        return None
    if _repeats(said, asked) and not _repeats(key, asked):
        return "restated"
    if wrong := next((form for form in asked.forms if not _in_form(said, key, form)), None):
        return _fault_of(wrong)
    left = loose_ends(said) - loose_ends(key)
    if "arithmetic" in left and not asked.asks("scientific", "factored"):
        return "not_simplified"
    if asked.asks("factored"):
        return _unfactored(said, key)
    if asked.asks("expanded") and left & _EXPANDED:
        return "not_simplified"
    if asked.asks("simplified") and (
        left & _SIMPLE or (can_be_cancelled(said) and not can_be_cancelled(key))
    ):
        return "not_simplified"
    return None


def _repeats(node: Node, asked: Request) -> bool:
    return any(shape(node) == shape(formula) for formula in asked.formulas)


def _unfactored(said: Node, key: Node) -> Fault | None:
    if not is_factored(key) or is_factored(said):
        return None
    return "incomplete" if isinstance(_unsigned(said), Product | Power) else "not_simplified"


def _unsigned(node: Node) -> Node:
    return _unsigned(node.of) if isinstance(node, Negative) else node


def _fault_of(form: Form) -> Fault:
    return "not_simplified" if form in ("simplified", "factored", "expanded") else "wrong_form"


def _in_form(said: Node, key: Node, form: Form) -> bool:
    """For forms that can be seen; true where the key isn't in that form either."""
    return _looks(said, form) or not _looks(key, form)


def _looks(node: Node, form: Form) -> bool:
    plain = _unsigned(node)
    match form:
        case "scientific":
            return is_scientific(plain)
        case "fraction":
            return isinstance(plain, Quotient | Mixed) or _is_whole(plain)
        case "improper":
            return isinstance(plain, Quotient)
        case "mixed":
            return isinstance(plain, Mixed) or _is_whole(plain)
        case "decimal":
            return isinstance(plain, Number)
        case "percent":
            return isinstance(plain, Percent)
        case "radical" | "exact":
            return not any(_is_decimal(part) or _is_root_power(part) for part in walk(node))
        case "exponent":
            return not any(isinstance(part, Function) for part in walk(node))
    return True


def _is_whole(node: Node) -> bool:
    return isinstance(node, Number) and node.text.isdigit()


def _is_decimal(node: Node) -> bool:
    return isinstance(node, Number) and "." in node.text


def _is_root_power(node: Node) -> bool:
    return (
        isinstance(node, Power)
        and isinstance(node.exponent, Quotient)
        and not variables(node.exponent)
    )
