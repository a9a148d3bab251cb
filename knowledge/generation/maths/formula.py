"""A formula in LaTeX as a tree, with its numbers as slots that can be filled anew.

A small subset on purpose: what it doesn't know is no formula (None), and no item is made of it.
Numbers, one-letter variables, + - · × ÷ /, fractions, powers, roots, absolute values, brackets,
sine and the like. Units in ``\\text{…}`` and spacing are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["plain", "exponent", "denominator"]
Node = tuple[Any, ...]
"""``("number", slot)``, ``("variable", name)``, or an operator with its arguments."""

_TOKEN = re.compile(
    r"(?P<space>\s+|\\[,;:! ]|\\(?:left|right|displaystyle|quad)(?![a-zA-Z])|~)"
    r"|(?P<unit>\\(?:text|mathrm|textrm)\s*\{[^{}]*\}(?:\^(?:\{-?\d\}|-?\d)|[⁻⁰¹²³]+)?)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<command>\\[dt]?frac|\\sqrt|\\cdot|\\times|\\div|\\pi|\\sin|\\cos|\\tan|\\circ)(?![a-zA-Z])"
    r"|(?P<sign>[-+*/^(){}\[\]|=−·×÷°])"
    r"|(?P<variable>[a-zA-Z])"
)
_LONGEST = 300
_SIGNS = {"−": "-", "·": "*", "×": "*", "÷": "/", "[": "(", "]": ")",
          "\\cdot": "*", "\\times": "*", "\\div": "/"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """A number of the formula, as written and where."""

    text: str
    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Formula:
    text: str
    root: Node
    slots: tuple[Slot, ...]
    variables: frozenset[str]

    def filled(self, numbers: Sequence[str]) -> str:
        """The formula with these numbers in its slots."""
        parts, at = [], 0
        for slot, number in zip(self.slots, numbers, strict=True):
            parts += [self.text[at : slot.start], number]
            at = slot.end
        return "".join([*parts, self.text[at:]])

    @property
    def fractions(self) -> Iterator[tuple[int, int]]:
        """Slots of the numerator (or its coefficient) and denominator of each plain fraction."""
        yield from _fractions(self.root)

    @property
    def terms(self) -> int:
        """How many terms are added up."""
        return _terms(self.root)

    @property
    def operations(self) -> int:
        return _operations(self.root)


def parse(text: str) -> Formula | None:
    """The formula, or None if it has anything that isn't known. An equation's root is ``=``."""
    if len(text) > _LONGEST:
        return None
    tokens: list[tuple[str, str, int, int]] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            return None
        kind = found.lastgroup or ""
        if kind not in ("space", "unit"):
            value = _SIGNS.get(found[0], found[0])
            tokens.append((kind, value, found.start(), found.end()))
        at = found.end()
    return _Parser(text, tokens).formula()


class _Unknown(Exception):
    pass


class _Parser:
    def __init__(self, text: str, tokens: list[tuple[str, str, int, int]]) -> None:
        self.text, self.tokens, self.at = text, tokens, 0
        self.slots: list[Slot] = []
        self.variables: set[str] = set()
        self.role: list[Role] = ["plain"]
        self.in_bars = 0

    def formula(self) -> Formula | None:
        try:
            root = self.sum()
            if self.peek() == "=":
                self.at += 1
                root = ("=", root, self.sum())
            if self.at < len(self.tokens):
                return None
        except (_Unknown, RecursionError):
            return None
        return Formula(self.text, root, tuple(self.slots), frozenset(self.variables))

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, wanted: str) -> None:
        if self.peek() != wanted:
            raise _Unknown
        self.at += 1

    def sum(self) -> Node:
        node = self.product()
        while self.peek() in ("+", "-"):
            sign = self.peek()
            self.at += 1
            node = (sign, node, self.product())
        return node

    def product(self) -> Node:
        node = self.signed()
        while True:
            if self.peek() in ("*", "/"):
                sign = self.peek()
                self.at += 1
                node = (sign, node, self.signed())
            elif self._starts_a_factor():
                node = ("*", node, self.power())
            else:
                return node

    def signed(self) -> Node:
        if self.peek() == "-":
            self.at += 1
            return ("negative", self.signed())
        if self.peek() == "+":
            self.at += 1
            return self.signed()
        return self.power()

    def power(self) -> Node:
        node = self.atom()
        if self.peek() == "^":
            self.at += 1
            if self.peek() == "\\circ":
                raise _Unknown
            self.role.append("exponent")
            exponent = self.group()
            self.role.pop()
            return ("^", node, exponent)
        if self.peek() == "°":
            self.at += 1
            return ("degrees", node)
        return node

    def group(self) -> Node:
        """What follows ``^`` or ``\\frac``: in braces, or one sign of it."""
        if self.peek() == "{":
            self.at += 1
            node = self.sum()
            self.take("}")
            return node
        if len(self.peek()) > 1 and self.peek()[0].isdigit():
            raise _Unknown  # x^12 is x¹2 in LaTeX, and not what its author meant
        return self.atom()

    def atom(self) -> Node:
        if self.at >= len(self.tokens):
            raise _Unknown
        kind, value, start, end = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            self.slots.append(Slot(self.text[start:end], start, end, self.role[-1]))
            return ("number", len(self.slots) - 1)
        if kind == "variable":
            self.variables.add(value)
            return ("variable", value)
        if value in ("(", "{"):
            node = self.sum()
            self.take(")" if value == "(" else "}")
            return node
        if value == "|" and not self.in_bars:
            self.in_bars += 1
            node = self.sum()
            self.in_bars -= 1
            self.take("|")
            return ("absolute", node)
        return self.command(value)

    def command(self, name: str) -> Node:
        if name.endswith("frac"):
            top = self.group()
            self.role.append("denominator")
            bottom = self.group()
            self.role.pop()
            return ("/", top, bottom)
        if name == "\\sqrt":
            return ("root", self.group())
        if name == "\\pi":
            return ("pi",)
        if name in ("\\sin", "\\cos", "\\tan"):
            return (name[1:], self.power())
        raise _Unknown

    def _starts_a_factor(self) -> bool:
        if self.at >= len(self.tokens):
            return False
        kind, value, *_ = self.tokens[self.at]
        if value == "|":
            return not self.in_bars
        return (
            kind in ("number", "variable")
            or value in ("(", "{")
            or (kind == "command" and value != "\\circ")
        )


def _fractions(node: Node) -> Iterator[tuple[int, int]]:
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from _fractions(part)
    if node[0] == "/":
        _, top, bottom = node
        while isinstance(top, tuple) and top[0] in ("*", "negative"):
            top = top[1]
        if top[0] == bottom[0] == "number":
            yield top[1], bottom[1]


def _terms(node: Node) -> int:
    if node[0] not in ("+", "-"):
        return 1
    return sum(_terms(part) for part in node[1:] if isinstance(part, tuple))


def _operations(node: Node) -> int:
    inner = sum(_operations(part) for part in node[1:] if isinstance(part, tuple))
    return inner + (node[0] not in ("number", "variable", "pi", "negative", "degrees"))
