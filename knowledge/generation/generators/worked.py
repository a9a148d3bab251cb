"""Problems told in words whose worked solution is one computation, with fresh numbers.

The computation must give the solution's own result with the problem's own numbers, use each of
them, and nothing else but constants: only then does it hold for other numbers, too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from knowledge.course import NumericItem
from knowledge.generation.generated import Generated, generated
from knowledge.generation.languages import Language
from knowledge.generation.material import Material, SectionMaterial
from knowledge.generation.maths.computations import Computation, computations
from knowledge.generation.maths.fresh import another
from knowledge.generation.maths.quantities import Quantity, canonical, places, quantities
from knowledge.generation.maths.values import decimal
from knowledge.generation.words import mixed

_TRIES = 20
_TOLERANCE = "2%"
"""Rounding on the way, and 9.8 or 9.81, are no mistakes."""
_MOST_CHARACTERS = 600
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-ZÁÉÍÓÚ¿])")
_POWER = re.compile(r"[\^+/-]|frac|sqrt")
"""On the left side of a computation: what it gives is not the quantity itself."""
_HEADING = re.compile(r"^\*\*[^*\n]+\*\*\s*$|^#", re.MULTILINE)
_CALCULATED = 5.0
"""Times the original result that a fresh one may be larger or smaller."""


@dataclass(frozen=True, slots=True)
class Problem:
    text: str
    solution: str
    about: str
    answer: float | None = None
    """Where the item has one; the solution's last result else."""
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Solved:
    """A problem, and the computation that its own numbers go into."""

    problem: Problem
    text: str
    """With points for decimals."""
    given: list[Quantity]
    computation: Computation
    slots: list[int | None]
    """Which given number is in which place of the computation; None for a constant."""


def worked(material: Material, section: SectionMaterial, rng: random.Random) -> Iterator[Generated]:
    """From the section's own problems with a solution, and the worked examples of its text."""
    for problem in mixed([*_of_items(section), *_of_text(section)], rng):
        told = _solved(problem, section.language)
        made = told and _fresh(told, section, rng)
        if made:
            yield made


def _of_items(section: SectionMaterial) -> Iterator[Problem]:
    for item in section.section.items:
        if isinstance(item, NumericItem) and item.solution and not item.part_of and not item.stem:
            try:
                answer = float(item.answer)
            except ValueError:
                continue
            yield Problem(_told(item.question), item.solution, item.id, answer, item.concepts)


def _of_text(section: SectionMaterial) -> Iterator[Problem]:
    """``**Example 2.1**``, a title, the problem, and then a heading for its solution."""
    blocks = section.section.text.split("\n\n")
    starts = [n for n, block in enumerate(blocks) if section.language.examples.match(block)]
    for start, end in pairwise([*starts, len(blocks)]):
        own = blocks[start + 1 : end]
        headings = [n for n, block in enumerate(own) if _HEADING.match(block)]
        solved = [n for n in headings if section.language.solutions.match(own[n].strip("* "))]
        titles = [n for n in headings if n == 0]
        if solved:
            first = 1 if titles else 0
            last = next((n for n in headings if n >= first), solved[0])
            after = next((n for n in headings if n > solved[0]), len(own))
            yield Problem(
                "\n\n".join(own[first:last]),
                "\n\n".join(own[solved[0] + 1 : after]),
                about=blocks[start].strip("* "),
            )


def _asks_one_amount(text: str, language: Language) -> bool:
    # Not `knowledge.sentences`, for which "1.8 s." ends no sentence.
    sentences = _SENTENCE.split(text)
    asking = [s for s in sentences if s.rstrip().endswith("?") or language.asks_amount.match(s)]
    return len(asking) == 1 and bool(language.asks_amount.match(asking[0]))


def _told(question: str) -> str:
    """Without the strategy that some books print below a problem."""
    return question.split("\n\n**", maxsplit=1)[0]


def _solved(problem: Problem, language: Language) -> Solved | None:
    text = canonical(problem.text, decimal_comma=language.decimal_comma)
    solution = canonical(problem.solution, decimal_comma=language.decimal_comma)
    if len(text) > _MOST_CHARACTERS or not _asks_one_amount(text, language):
        return None
    given, computation = quantities(text), _computation(problem, solution)
    slots = places(computation.formula, given) if computation else None
    if computation is None or slots is None:
        return None
    return Solved(problem, text, given, computation, slots)


def _computation(problem: Problem, solution: str) -> Computation | None:
    """The one that gives the answer: the last that fits, if it is solved for what is asked."""
    found = list(computations(solution))
    if problem.answer is not None:
        found = [made for made in found if _equal(made.value, problem.answer)]
    last = found[-1] if found else None
    return last if last and not _POWER.search(last.before.partition("=")[0]) else None


def _fresh(told: Solved, section: SectionMaterial, rng: random.Random) -> Generated | None:
    formula = told.computation.formula
    for _ in range(_TRIES):
        numbers = [q.text if q.fixed else another(q.text, rng) for q in told.given]
        filled = [
            slot.text if place is None else numbers[place]
            for slot, place in zip(formula.slots, told.slots, strict=True)
        ]
        value = decimal(formula, [float(number.replace(",", "")) for number in filled])
        if (
            value is not None
            and _plausible(told, numbers)
            and _of_similar_size(value, told.computation.value)
        ):
            return _item(told, numbers, filled, _rounded(value, told.computation), section)
    return None


def _plausible(told: Solved, numbers: list[str]) -> bool:
    """In the same order by size, percentages and angles within their bounds."""
    old = [float(quantity.text.replace(",", "")) for quantity in told.given]
    new = [float(number.replace(",", "")) for number in numbers]
    ordered = all(
        (old[a] < old[b]) == (new[a] < new[b]) for a in range(len(old)) for b in range(len(old))
    )
    bounded = all(
        after <= 100 or before > 100
        for before, after, quantity in zip(old, new, told.given, strict=True)
        if re.match(r"\s*(?:\\?%|percent|por ciento|°|\^)", told.text[quantity.end :])
    )
    related = any(abs(a - b) == 1 for a in old for b in old)  # 50 people, and the other 49
    return ordered and bounded and not related and old != new


def _of_similar_size(value: float, before: float) -> bool:
    return before != 0 and 1 / _CALCULATED <= value / before <= _CALCULATED


def _told_with(text: str, given: list[Quantity], numbers: list[str]) -> str:
    parts, at = [], 0
    for quantity, number in zip(given, numbers, strict=True):
        parts += [text[at : quantity.start], number]
        at = quantity.end
    return "".join([*parts, text[at:]])


def _rounded(value: float, computation: Computation) -> str:
    """With as many significant digits as the original result."""
    digits = len(re.sub(r"^[-0.,]+|[,.]", "", computation.number)) or 1
    mantissa, _, power = f"{value:.{max(digits, 2) - 1}e}".partition("e")
    exponent = int(power)
    if computation.power or not -3 <= exponent <= 5:
        return f"{mantissa}e{exponent}"
    return f"{float(f'{mantissa}e{exponent}'):.{max(0, max(digits, 2) - 1 - exponent)}f}"


def _item(
    told: Solved, numbers: list[str], filled: list[str], answer: str, section: SectionMaterial
) -> Generated:
    problem, computation, language = told.problem, told.computation, section.language
    left = f"{computation.before} = " if computation.before else ""
    shown = f"{left}{computation.formula.filled(filled)} = {_latex(answer)}{computation.exact_unit}"
    return generated(
        NumericItem,
        section.section,
        evidence="\n".join(filter(None, problem.text.splitlines())),
        source="worked_example",
        about=problem.about,
        question=_written(_told_with(told.text, told.given, numbers), language),
        answer=answer,
        unit=computation.unit,
        tolerance=_TOLERANCE,
        solution=_written(f"${shown}$", language),
        concepts=problem.concepts,
    )


def _written(text: str, language: Language) -> str:
    """Numbers as the language writes them."""
    return canonical(text, decimal_comma=language.decimal_comma)


def _latex(answer: str) -> str:
    mantissa, _, power = answer.partition("e")
    return rf"{mantissa} \times 10^{{{int(power)}}}" if power else mantissa


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= 0.005 * max(abs(one), abs(other))
