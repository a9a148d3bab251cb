"""Computations in a worked solution: ``v = s/t = (5.2 m)/(1.8 s) = 2.9 m/s``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.generation.maths.formula import Formula, parse
from knowledge.generation.maths.values import decimal

_SPAN = re.compile(r"\$\$(.+?)\$\$|\$([^$]+)\$", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{[^{}]*\}|&")
_LINE = re.compile(r"\\\\(?!\s*(?:=|\\approx))")
"""The end of a line, unless the next one goes on with what this one is equal to."""
_EQUALS = re.compile(r"(?:\\\\\s*)?(?:=|\\approx|≈)")
_CANCELLED = re.compile(r"\\cancel\{(?:\\text\{[^{}]*\}|[^{}]*)\}")
_RESULT = re.compile(
    r"\s*(?P<number>[-−]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?:\s*\\times\s*10\^\{?(?P<power>-?\d+)\}?)?"
    r"(?P<unit>(?:\\[,;: ]|\s|\\(?:text|mathrm)\{[^{}]*\}|\\cdot|[/%°]|\^\{?-?\d\}?)*)[.,;]?\s*"
)
_UNIT = re.compile(r"[A-Za-zµμΩ°%][A-Za-zµμΩ°%/·*^0-9-]{0,11}")


@dataclass(frozen=True, slots=True)
class Computation:
    """``before = formula = number unit``; ``before`` may be empty."""

    before: str
    formula: Formula
    number: str
    """As written, without a power of ten."""
    power: int
    unit: str
    """In plain text."""
    exact_unit: str
    """As in the solution, to be shown behind another number."""

    @property
    def value(self) -> float:
        return float(self.number.replace(",", "")) * 10.0**self.power


def computations(solution: str) -> Iterator[Computation]:
    """Those whose formula really gives the number that stands behind it, in order."""
    for found in _SPAN.finditer(solution):
        span = _CANCELLED.sub(r"\\text{ }", _ENVIRONMENT.sub("", found[1] or found[2]))
        for line in _LINE.split(span):
            parts = _EQUALS.split(line)
            for at in range(1, len(parts)):
                made = _computation("=".join(parts[: at - 1]), parts[at - 1], parts[at])
                if made is not None:
                    yield made


def _computation(before: str, expression: str, result: str) -> Computation | None:
    formula, shown = parse(expression.strip()), _RESULT.fullmatch(result)
    if formula is None or shown is None or not formula.operations or formula.variables:
        return None
    unit = _plain_unit(shown["unit"])
    made = Computation(
        before=before.strip(),
        formula=formula,
        number=re.sub(r"\s", "", shown["number"]).replace("−", "-"),
        power=int(shown["power"] or 0),
        unit=unit or "",
        exact_unit=shown["unit"],
    )
    value = decimal(formula, [float(slot.text.replace(",", "")) for slot in formula.slots])
    if unit is None or value is None or not _rounds_to(value, made):
        return None
    return made


def _rounds_to(value: float, made: Computation) -> bool:
    """Equal to the last digit shown, and in its first three."""
    last = 10.0 ** (made.power - len(made.number.partition(".")[2]))
    return abs(value - made.value) <= max(0.51 * last, 0.002 * abs(made.value))


def _plain_unit(latex: str) -> str | None:
    """``m/s^2`` of ``\\,\\text{m/s}^2``; None for words that are no unit."""
    text = re.sub(r"\\(?:text|mathrm)\{([^{}]*)\}", r"\1", latex)
    text = re.sub(r"\\cdot", "·", text)
    text = re.sub(r"\\[,;: ]|[\s{}]", "", text).rstrip(".,;")
    return text if not text or _UNIT.fullmatch(text) else None
