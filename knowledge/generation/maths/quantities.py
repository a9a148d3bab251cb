"""The numbers of a problem told in words, and where they go in a computation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.generation.maths.formula import Formula

_NOT_A_QUANTITY = re.compile(
    r"\\times\$?\s*10(?:\s*\^\s*\{?\s*-?\d+\s*\}?|[⁻⁰¹²³⁴-⁹]+)?|×\s*10[⁻⁰¹²³⁴-⁹]+"
    r"|[\^_]\s*(?:\{[^{}]*\}|-?\w)|\([a-h]\)"
)
_UNIT = re.compile(r"\\(?:text|mathrm|textrm)\s*\{[^{}]*\}")
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\w|[.,]\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,](?=\d)")
CONSTANTS = frozenset("1 2 4 100 1000 60 3600 180 360 0.5 9.8 9.80 9.81".split())
"""Numbers of a formula that need not come from the problem."""
_OF_NATURE = re.compile(
    r"(?:3\.0+|2\.998)\s*\\times\s*10\^\{?8\b|6\.63\d*\s*\\times\s*10\^\{?-34\b"
    r"|1\.60\d*\s*\\times\s*10\^\{?-19\b|9\.11\s*\\times\s*10\^\{?-31\b"
    r"|(?:8\.99|9\.00)\s*\\times\s*10\^\{?9\b|6\.67\d*\s*\\times\s*10\^\{?-11\b"
    r"|1\.38\s*\\times\s*10\^\{?-23\b|6\.02\d*\s*\\times\s*10\^\{?23\b"
    r"|1\.67\d*\s*\\times\s*10\^\{?-27\b|8\.85\s*\\times\s*10\^\{?-12\b"
)
"""c, h, e, the electron's and proton's mass, k of Coulomb and Boltzmann, G, N of Avogadro, ε₀."""
_AMBIGUOUS = frozenset("1 2 4 100".split())


_STATED = re.compile(r"(?:=|≈|\\approx|\b(?:is|are|was|es|son|equals|of about|vale))\s*\$?\s*$")
"""What stands before a number that belongs to a thing: the refractive index of water is 1.33."""


@dataclass(frozen=True, slots=True)
class Quantity:
    text: str
    start: int
    end: int
    fixed: bool
    """It is stated as a fact, so it stays."""


def canonical(text: str, *, decimal_comma: bool) -> str:
    """With points for decimals and commas for thousands; every character keeps its place."""
    if not decimal_comma:
        return text
    return _BETWEEN_DIGITS.sub(lambda mark: "," if mark[0] == "." else ".", text)


def quantities(text: str) -> list[Quantity]:
    """The numbers of a (canonical) text that stand for an amount, in order."""
    masked = _UNIT.sub(lambda found: " " * len(found[0]), text)
    masked = _NOT_A_QUANTITY.sub(lambda found: "x" * len(found[0]), masked)
    return [
        Quantity(n[0], n.start(), n.end(), fixed=bool(_STATED.search(text[: n.start()])))
        for n in _NUMBER.finditer(masked)
    ]


def places(formula: Formula, given: list[Quantity]) -> list[int | None] | None:
    """For each slot of a computation the quantity that it holds, None for a constant.

    None altogether when that isn't sure: a number that comes from neither, a quantity that isn't
    used, or one that could also be a constant.
    """
    texts = [quantity.text for quantity in given]
    found: list[int | None] = []
    for slot in formula.slots:
        if slot.text in texts and slot.role != "exponent":
            if texts.count(slot.text) > 1 or slot.text in _AMBIGUOUS:
                return None
            found.append(texts.index(slot.text))
        elif (
            slot.role == "exponent"
            or slot.text in CONSTANTS
            or _power_of_ten(formula, slot.start)
            or _OF_NATURE.match(formula.text, slot.start)
        ):
            found.append(None)
        else:
            return None
    return found if set(found) - {None} == set(range(len(given))) else None


def _power_of_ten(formula: Formula, start: int) -> bool:
    return formula.text[start:].startswith("10^")
