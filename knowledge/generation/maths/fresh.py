"""Other numbers of the same sort: as many digits, as many decimals, of similar size."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction

from knowledge.generation.maths.formula import Formula, Slot
from knowledge.generation.maths.values import fraction

_TRIES = 120
_MOST_CHOICES = 2000


def fresh_numbers(formula: Formula, rng: random.Random) -> Iterator[list[str]]:
    """Fillings of the formula's slots that differ from the original.

    Exponents and denominators stay: they make the sort of exercise it is. A formula that has
    nothing but exponents gets other exponents.
    """
    free = [slot.role == "plain" and fraction(slot.text) > 1 for slot in formula.slots]
    if not any(free):
        free = [slot.role == "exponent" and fraction(slot.text) > 1 for slot in formula.slots]
    if not any(free):
        return
    for _ in range(_TRIES):
        numbers = [
            another(slot.text, rng) if is_free else slot.text
            for slot, is_free in zip(formula.slots, free, strict=True)
        ]
        if (
            numbers != [slot.text for slot in formula.slots]
            and _keeps_equality(formula.slots, numbers)
            and _keeps_fractions(formula, numbers)
        ):
            yield numbers


def another(text: str, rng: random.Random) -> str:
    """``7`` → 2 … 9, ``45`` → 25 … 65, ``2.5`` → 1.5 … 3.5; never the number itself."""
    digits = text.replace(",", "")
    places = len(digits.partition(".")[2])
    whole = int(digits.replace(".", ""))  # in units of the last place
    if whole < 10 and not places:
        low, high = 2, 9
    else:
        low, high = math.ceil(whole * 0.55), math.floor(whole * 1.45)
        low = max(low, 10 ** (len(str(whole)) - 1))
        high = min(high, 10 ** len(str(whole)) - 1)
    step = roundness(whole) if not places else 1
    first = low + -low % step
    choices = [n for n in range(first, high + 1, step) if n != whole][:_MOST_CHOICES]
    if places and whole % 10:
        choices = [n for n in choices if n % 10]  # 2.50 has another precision than 2.5
    chosen = rng.choice(choices) if choices else whole
    shown = f"{chosen / 10**places:.{places}f}" if places else str(chosen)
    return f"{int(shown):,}" if "," in text and not places else shown


def roundness(whole: int) -> int:
    """A round number is exchanged for one as round: 400 for 300, 250 for 150."""
    step = 1
    while whole % (step * 10) == 0 and whole > step * 10:
        step *= 10
    return step if step > 1 else 5 if whole % 5 == 0 and whole >= 20 else 1


def _keeps_equality(slots: Sequence[Slot], numbers: Sequence[str]) -> bool:
    """Equal numbers stay equal and different ones different: (x + 3)(x − 3) is a pattern."""
    before = [fraction(slot.text) for slot in slots]
    after = [fraction(number) for number in numbers]
    return all(
        (before[a] == before[b]) == (after[a] == after[b])
        for a in range(len(before))
        for b in range(a)
        if slots[a].role == slots[b].role == "plain"
    )


def _keeps_fractions(formula: Formula, numbers: Sequence[str]) -> bool:
    """Proper fractions stay proper, reduced ones reduced."""
    for top, bottom in formula.fractions:
        old = [fraction(formula.slots[n].text) for n in (top, bottom)]
        new = [fraction(numbers[n]) for n in (top, bottom)]
        if (old[0] < old[1]) != (new[0] < new[1]) or _reduced(old) != _reduced(new):
            return False
    return True


def _reduced(parts: Sequence[Fraction]) -> bool:
    return math.gcd(parts[0].numerator, parts[1].numerator) == 1
