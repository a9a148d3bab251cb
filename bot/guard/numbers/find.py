"""Numbers in a text, however they are written: ``1,000``, ``.5``, ``1/2``, ``50 %``, ``1e3``,
``\\frac{1}{2}``, ``VII``, ``twenty-one``, ``dos tercios``.

Where a form has two readings (``50%`` is 50 and one half, ``2,5`` is 2.5 or 2 and 5), all count:
who looks for an answer in a text sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, pairwise

from bot.guard.numbers import digits, spelled
from bot.guard.numbers.digits import Number

_PERCENT = re.compile(
    r"\s?(?:\\?%|(?:percent|per cent|por ciento|pour cent|prozent|por cento|per cento)\b)"
)
_PERCENT_BEGINS = ("%", "p")
_SIGN = re.compile(
    r"(?:(?:(?<=[=(\[{<>,:;$|/*])|(?<![^\n]))\s?-\s?(?:[$€£]\s?)?|(?<=\s)-[$€£]?"
    r"|\b(?:minus|negative|menos|moins|meno)\s+)$"
)
_SIGN_ENDS = re.compile(r"(?:-|[soe] )\s?[$€£]?$")
_APART = {True: re.compile(" "), False: re.compile(r"[ -]")}
"""What may stand between digits said one by one, by whether one is in digits: 7-3 is 4."""
_OUT_OF = re.compile(r" (?:out of|in|de cada) ")
_LONGEST = 20
"""Digits said one by one that are put together."""


def numbers(text: str, language: str = "en", *, most: int | None = None) -> list[Number]:
    """All numbers of a text in plain characters (`bot.guard.text.reading`), in order. Linear.

    Behind them come numbers whose digits are said one by one, and shares (``3 out of 4``).

    Args:
        most: looks no further when there are so many in digits.
    """
    low = text.lower() if len(text.lower()) == len(text) else text
    found = [
        *islice(digits.written(low, language), most),
        *digits.romans(text),
        *spelled.spelled(low, language),
    ]
    whole = sorted((_with_signs(each, low) for each in found), key=lambda each: each.span)
    return [*whole, *_digit_by_digit(whole, low), *_shares(whole, low)]


def _with_signs(number: Number, low: str) -> Number:
    """With the sign before it and the percent sign behind it."""
    (start, end), values, form = number.span, number.values, number.form
    percent = sign = None
    if low[end : end + 2].strip(" \\")[:1] in _PERCENT_BEGINS:
        percent = _PERCENT.match(low, end)
    if _SIGN_ENDS.search(low, max(0, start - 3), start):
        sign = _SIGN.search(low, max(0, start - 12), start)
    if percent:
        values, end = (*values, *(value / 100 for value in values)), percent.end()
    if sign:
        values, start = tuple(-value for value in values), sign.start()
    if not percent and not sign:
        return number
    return replace(number, values=values, span=(start, end), form="word" if form == "one" else form)


def _shares(found: Sequence[Number], low: str) -> Iterator[Number]:
    """``3 out of 4``, ``one in two``."""
    for one, other in pairwise(found):
        (start, end), (behind, last) = one.span, other.span
        if other.values[0] and _OUT_OF.fullmatch(low, end, behind):
            yield Number((one.values[0] / other.values[0],), (start, last))


def _digit_by_digit(found: Sequence[Number], low: str) -> Iterator[Number]:
    """``5 4``, ``five-four``."""
    run: list[Number] = []
    for number in found:
        is_digit = number.values[0] in range(10) and number.form != "roman"
        apart = _APART["digits" in (number.form, *(each.form for each in run[-1:]))]
        if run and not (is_digit and apart.fullmatch(low, run[-1].span[1], number.span[0])):
            yield from _joined(run)
            run = []
        if is_digit:
            run.append(number)
    yield from _joined(run)


def _joined(run: Sequence[Number]) -> Iterator[Number]:
    if len(run) > 1:
        value = int("".join(str(int(each.values[0])) for each in run[:_LONGEST]))
        yield Number((Fraction(value),), (run[0].span[0], run[-1].span[1]))
