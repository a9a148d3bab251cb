"""A number and what is written around it: ``$3.50``, ``x = 5 m/s``, ``42 apples``.

A percent sign stays with the number; everything else behind it is its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.grading.maths.grammar import Unreadable, readings
from knowledge.grading.maths.nodes import Node, variables
from knowledge.grading.units import is_unit
from knowledge.text import fold

MONEY = {"$": "$ usd dollar dollars dolar dolares", "€": "€ eur euro euros",
         "£": "£ gbp pound pounds libra libras", "¢": "¢ cent cents centavo centavos"}  # fmt: skip
_CURRENCY = {name: sign for sign, names in MONEY.items() for name in names.split()}
_BEFORE = re.compile(r"\s*([-−+]?)\s*(?:us)?\\?([$€£])\s*(?=[-−\d.(])", re.IGNORECASE)
_DOLLARS = re.compile(r"\$([^$]*)\$")
_PERCENT = re.compile(
    r"\s*\\?(?:%|\bper ?cent\b|\bpercent\b|\bpct\b|\bpor ciento\b)", re.IGNORECASE
)
_CUT = re.compile(r"(?<=[\d)}.!\s½¼¾])(?=[^\W\d_]|[°Ωµ\\$€£¢])")
_LONGEST = 300
_MOST_CUTS = 12


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, its readings, and its unit as written (empty for none)."""

    number: str
    readings: tuple[Node, ...]
    unit: str = ""

    @property
    def is_percent(self) -> bool:
        return "%" in self.number

    @property
    def money(self) -> str:
        """The sign of a currency, if that is its unit."""
        return _CURRENCY.get(fold(self.unit.strip(" .\\")), "")


def quantity(text: str, language: str) -> Quantity:
    """What a text says; its number may be worked (``3 · 4``) and stand behind ``d =``.

    Raises:
        Unreadable: there is no number in it.
    """
    plain = _PERCENT.sub("%", _without_delimiters(text[:_LONGEST])).strip()
    last = re.split("[=≈]", plain)[-1].strip()
    failed: Unreadable | None = None
    for said in dict.fromkeys((last, plain)):
        for number, unit in _cuts(said):
            try:
                found = readings(number, language=language)
            except Unreadable as error:
                failed = failed or error
                continue
            if not any(map(variables, found)):
                return Quantity(number, found, unit)
    raise failed or Unreadable("words")


def _without_delimiters(text: str) -> str:
    """LaTeX's dollars go, money's stay: they are escaped, or alone."""
    return _DOLLARS.sub(r"\1", text.replace(r"\$", "＄").replace("$$", "$")).replace("＄", "$")


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """Ways to part a text into number and unit: with a unit that is known, with none, with any."""
    if before := _BEFORE.match(text):
        yield before[1] + text[before.end() :], before[2]
        return
    places = [cut.start() for cut in _CUT.finditer(text)][:_MOST_CUTS]
    parted = [(text[:at].strip(), text[at:].strip()) for at in places]
    known = [each for each in parted if _is_known(each[1])]
    yield from known
    yield text, ""
    yield from (each for each in parted if each not in known)


def _is_known(unit: str) -> bool:
    return is_unit(unit) or fold(unit.strip(" .\\")) in _CURRENCY
