"""The braces of a GIFT question → answers with weight and feedback, numbers with tolerance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
_MARKS = re.compile(r"(?=[=~])")


class GiftError(ValueError):
    """A question that can't be used; its text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    """Escapes still in place."""
    feedback: str
    weight: float
    """1.0 is full credit; wrong answers have 0 or less."""


def answers(text: str) -> list[Answer]:
    """``=right #feedback ~wrong ~%50%half right`` → its answers in order."""
    pieces = [piece.strip() for piece in _MARKS.split(text) if piece.strip()]
    if pieces and pieces[0][0] not in "=~":
        if len(pieces) == 1:
            pieces[0] = f"={pieces[0]}"
        else:
            raise GiftError(f'"{pieces[0][:40]}" has neither = nor ~ before it.')
    found = []
    for piece in pieces:
        body = piece[1:].strip()
        weight = 1.0 if piece[0] == "=" else 0.0
        stated = _WEIGHT.match(body)
        if stated:
            weight, body = float(stated[1]) / 100, body[stated.end() :]
        answer, _, feedback = body.partition("#")
        found.append(Answer(answer.strip(), feedback.strip(), weight))
    return found


@dataclass(frozen=True, slots=True)
class Number:
    """A numeric answer as it is to be written: value and absolute tolerance."""

    value: str
    tolerance: str | None


def number(text: str) -> Number:
    """``3.14``, ``3.14:0.005`` or ``3.1..3.2``."""
    low, dots, high = (part.strip() for part in text.partition(".."))
    if dots:
        bottom, top = _decimal(low), _decimal(high)
        if top < bottom:
            raise GiftError(f'The range "{text}" ends before it begins.')
        return Number(_written((bottom + top) / 2), _written((top - bottom) / 2))
    value, colon, tolerance = (part.strip() for part in text.partition(":"))
    _decimal(value)
    if not colon:
        return Number(value, None)
    if _decimal(tolerance) < 0:
        raise GiftError(f'The tolerance of "{text}" is negative.')
    return Number(value, tolerance)


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise GiftError(
            f'"{text[:40]}" is not a number. Write it like 3.14 or 3.14:0.01.'
        ) from None
    if not found.is_finite() or abs(found.adjusted()) > 300:
        raise GiftError(f'"{text[:40]}" is not a number that can be marked.')
    return found


def _written(value: Decimal) -> str:
    normal = value.normalize()
    return f"{normal:f}" if -12 < normal.adjusted() < 15 else str(normal)
