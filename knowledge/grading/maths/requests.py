"""Which form of an answer a question asks for, by its words in English and Spanish.

A question that names no form takes every equivalent answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from knowledge.grading.maths.grammar import Unreadable, read
from knowledge.grading.maths.nodes import Node
from knowledge.text import fold

Form = Literal[
    "simplified",
    "factored",
    "expanded",
    "scientific",
    "fraction",
    "improper",
    "mixed",
    "decimal",
    "percent",
    "radical",
    "exponent",
    "exact",
    "solved",
]

_LONGEST = 4_000
# On folded text: lower case, no accents.
_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = tuple(
    (form, re.compile(words))  # type: ignore[misc]
    for form, words in (
        ("factored", r"\b(?<!common )(?:factor(?:ise|ize)?|factoriz[ae]\w*|factoric\w+)\b(?! of\b)"
                     r"|binomial squared?\b"),
        ("expanded", r"\b(?:expand|multiply(?! both)|distribut\w+|find the product|square each|"
                     r"desarroll[ae]\w*|expand[ei]\w*|multiplica|multiplique)\b"),
        ("simplified", r"\b(?:simplif\w+|combine like terms|reduce\b|(?:lowest|simplest) (?:terms|"
                       r"form)|reduc[ei]\w*|(?:forma|minima) (?:mas simple|expresion)|"
                       r"terminos semejantes|irreducible)"),
        ("scientific", r"\b(?:scientific notation|notacion cientifica)"),
        ("mixed", r"\b(?:as an? mixed|mixed number|numero mixto)"),
        ("improper", r"\b(?:improper fraction|fraccion impropia)"),
        ("fraction", r"\b(?:as (?:a |the )?(?:simplified |common )?(?:fraction|ratio)|"
                     r"in fraction form|(?:como|en forma de) (?:una )?(?:fraccion|razon))"),
        ("decimal", r"\b(?:as (?:a )?decimals?|in decimal form|como (?:un )?decimal|"
                    r"en forma decimal)"),
        ("percent", r"\b(?:as (?:a )?percent\w*|in percent\w*|(?:como (?:un )?|en )porcentaje)"),
        ("radical", r"\b(?:radical form|as a radical|radical expression|(?:en )?forma radical|"
                    r"como (?:un )?radical)"),
        ("exponent", r"\b(?:rational exponent|with an exponent|exponente racional|"
                     r"con (?:un )?exponente)"),
        ("exact", r"\b(?:exact (?:answer|value|form)|(?:valor|respuesta) exact[ao])"),
        ("solved", r"\b(?:solve .{0,40}\bfor|in terms of|despeja\w*|en terminos de)\b"),
    )
)  # fmt: skip
_NUMBERS = {word: number for number, words in enumerate(
    ("zero cero", "one un uno una", "two dos", "three tres", "four cuatro", "five cinco",
     "six seis")
) for word in words.split()}  # fmt: skip
_COUNT = rf"(?P<count>\d|{'|'.join(_NUMBERS)})"
_PLACES = re.compile(rf"\b{_COUNT} (?:decimal places?|decimals?|decimales|cifras decimales)\b")
_SIGNIFICANT = re.compile(rf"\b{_COUNT} (?:significant (?:figures?|digits?)|sig\.? figs?|"
                          r"cifras significativas)")  # fmt: skip
_NEAREST = re.compile(
    r"\b(?:nearest|mas cercan[ao] a(?: la)?|a la|a las|al) "
    r"(?P<place>tenth|hundredth|thousandth|decima|centesima|milesima)s?\b"
)
_PLACE = {"tenth": 1, "hundredth": 2, "thousandth": 3, "decima": 1, "centesima": 2, "milesima": 3}
_WHOLE = re.compile(
    r"\b(?:nearest (?:whole(?: number)?|integer|unit|dollar|percent|degree|minute|second|year)|"
    r"(?:entero|unidad) mas cercan[ao])\b"
)
_ORDERED = re.compile(
    r"\b(?:respectively|in (?:that|this|the same) order|ordered pair|first\b.{1,80}\bthen|"
    r"in the form|"
    r"respectivamente|en (?:ese|este|el mismo) orden|par ordenado|primero\b.{1,80}\bluego|"
    r"en la forma)\b"
)
_CONFIDENCE = re.compile(r"confidence interval|intervalo de confianza")
_FORMULA = re.compile(r"\$\$?([^$]{1,300})\$\$?")


@dataclass(frozen=True, slots=True)
class Request:
    """What a question asks for."""

    forms: frozenset[Form] = frozenset()
    places: int | None = None
    """Decimal places to round to."""
    significant: int | None = None
    """Significant figures to give."""
    ordered: bool = False
    """The parts of the answer have an order that means something."""
    brackets_matter: bool = True
    """False for confidence intervals, which are written with either kind."""
    formulas: tuple[Node, ...] = ()
    """The expressions that stand in the question: repeating one of them is no answer."""

    def asks(self, *forms: Form) -> bool:
        return bool(self.forms.intersection(forms))


@lru_cache(maxsize=512)
def request(question: str) -> Request:
    """The request in a question's text (Markdown with ``$…$``)."""
    text = " ".join(fold(_FORMULA.sub(" # ", question[:_LONGEST])).split())
    forms = frozenset(form for form, words in _FORMS if words.search(text))
    return Request(
        forms=forms,
        places=_places(text),
        significant=_count(_SIGNIFICANT.search(text)),
        ordered=bool(_ORDERED.search(text)),
        brackets_matter=not _CONFIDENCE.search(text),
        formulas=tuple(_formulas(question[:_LONGEST])),
    )


def _places(text: str) -> int | None:
    if nearest := _NEAREST.search(text):
        return _PLACE[nearest["place"]]
    if _WHOLE.search(text):
        return 0
    return _count(_PLACES.search(text))


def _count(found: re.Match[str] | None) -> int | None:
    if not found:
        return None
    return int(found["count"]) if found["count"].isdigit() else _NUMBERS[found["count"]]


def _formulas(question: str) -> list[Node]:
    found = []
    for formula in _FORMULA.findall(question):
        try:
            found.append(read(formula))
        except Unreadable:
            continue
    return found
