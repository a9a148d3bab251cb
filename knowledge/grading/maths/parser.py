"""Tokens → nodes, by precedence. Reads from left to right once; nothing is tried twice.

What binds how: ``-x^2`` is −(x²), ``2x/3y`` is ((2x)/3)·y unless products without a sign bind
tighter (``tight``), a function without brackets takes the product behind it (``sin 2x``), a root
sign only what stands right behind it (``√2x`` is √2 · x).
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.grading.maths.atoms import Atoms
from knowledge.grading.maths.nodes import (
    Builder,
    Degrees,
    Function,
    Interval,
    Joint,
    Mixed,
    Named,
    Negative,
    Node,
    Number,
    Percent,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    SetOf,
    SetOperation,
    Several,
    Sign,
    Sum,
    Tuple,
    Variable,
)

_SIGNS: dict[str, Sign] = {
    "=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "~=": "~=", "in": "in"
}  # fmt: skip
_SEPARATORS: dict[str, Joint] = {",": ",", ";": ",", "row": ",", "or": "or", "and": "and"}
_BEGINS = frozenset(
    "number half name constant function exp ( [ { {set frac sqrt cuberoot fourthroot bar hat"
    .split()
)  # fmt: skip
"""Tokens that something begins with that can be multiplied without a sign."""


class Parser(Atoms):
    """Reads one list of tokens; `whole` gives everything or raises `Unreadable`."""

    def whole(self) -> Node:
        """Everything; raises `Unreadable`."""
        node = self.several()
        if self._next.kind != "end":
            closing = self._next.kind in (")", "]", "}", "set}", "|")
            raise self._unreadable("unbalanced" if closing else "unexpected")
        return node

    def several(self) -> Node:
        parts, joints = [self.statement()], set[Joint]()
        while True:
            token = self._take(*_SEPARATORS)
            if token:
                joints.add(_SEPARATORS[token.kind])
            elif not self._list_without_commas(parts[-1]):
                break
            else:
                joints.add(",")
            if token and self._next.kind == "end" and token.kind in (",", ";", "row"):
                break
            parts.append(self.statement())
        if len(parts) == 1:
            return parts[0]
        joint: Joint = "or" if "or" in joints else "," if "," in joints else "and"
        return Several(tuple(parts), joint)

    def _list_without_commas(self, before: Node) -> bool:
        """``5.79 5.91``, ``(1, 2) (3, 4)``."""
        if self._next.kind == "number" and self._next.spaced:
            return _ends_in_number(before)
        return isinstance(before, Tuple | Interval) and self._next.kind in ("(", "[")

    def statement(self) -> Node:
        sides, signs = [self._union()], []
        while token := self._take(*_SIGNS):
            signs.append(_SIGNS[token.kind])
            sides.append(self._union())
        return Relation(tuple(sides), tuple(signs)) if signs else sides[0]

    def _union(self) -> Node:
        parts, kinds = [self.sum()], set[str]()
        while _is_set(parts[-1]) and (
            self._next.kind in ("∪", "∩") or self._next.text in ("U", "u")
        ):
            kinds.add(self._next.kind)
            self._at += 1
            parts.append(self.sum())
        if len(parts) == 1:
            return parts[0]
        if len(kinds) > 1:
            raise self._unreadable("unexpected")
        return SetOperation("intersection" if "∩" in kinds else "union", tuple(parts))

    def sum(self) -> Node:
        terms = [self._signed_term()]
        while token := self._take("+", "-", "±"):
            term = self._term()
            if token.kind == "±":
                terms = [PlusMinus(_sum_of(terms), term)]
            else:
                terms.append(Negative(term) if token.kind == "-" else term)
        return _sum_of(terms)

    def _signed_term(self) -> Node:
        """A leading sign is the whole term's: −2x is −(2x)."""
        token = self._take("-", "+", "±")
        if token is None:
            return self._term()
        self.deeper()
        term = self._signed_term()
        self._depth -= 1
        return {"-": Negative(term), "+": term, "±": PlusMinus(None, term)}[token.kind]

    def _term(self) -> Node:
        factors = [self._chunk() if self._tight else self.factor()]
        while True:
            if self._take("*"):
                factors.append(self._chunk() if self._tight else self.factor())
            elif self._take("/", ":"):
                bottom = self._chunk() if self._tight else self.factor()
                factors = [Quotient(_product_of(factors), bottom)]
            elif self._multiplies(factors[-1]):
                factors.append(self.power())
            else:
                return _product_of(factors)

    def _chunk(self) -> Node:
        factors = [self.factor()]
        while self._multiplies(factors[-1]):
            factors.append(self.power())
        return _product_of(factors)

    def _multiplies(self, left: Node) -> bool:
        """The next token begins a factor with no sign before it."""
        token = self._next
        if token.kind == "[" and self._reversed:
            return False
        if _is_set(left) or (token.kind == "number" and _ends_in_number(left)):
            return False
        return token.kind in _BEGINS or (token.kind == "|" and self._bars == 0)

    def factor(self) -> Node:
        token = self._take("-", "+", "±")
        if token is None:
            return self.power()
        self.deeper()
        factor = self.factor()
        self._depth -= 1
        return {"-": Negative(factor), "+": factor, "±": PlusMinus(None, factor)}[token.kind]

    def power(self) -> Node:
        base = self._postfixed()
        if not self._take("^"):
            return base
        return self._raised(base)

    def _raised(self, base: Node) -> Node:
        if self._take("°") or self._take_group("°"):
            return Degrees(base)
        self.deeper()
        exponent = self.group() if self._next.kind == "{" else self.factor()
        self._depth -= 1
        return Power(base, exponent)

    def _postfixed(self) -> Node:
        node = self.primary()
        while token := self._take("!", "%", "°", "'"):
            if token.kind == "'":
                if not isinstance(node, Variable):
                    raise self._unreadable("unexpected")
                node = Variable(f"{node.name}'")
            elif token.kind == "!":
                node = Function("factorial", (node,))
            else:
                node = Percent(node) if token.kind == "%" else Degrees(node)
        return node

    def run(self) -> Node:
        """Factors with no sign between them, up to the next function or bracket."""
        factors = [self.factor()]
        while self._multiplies(factors[-1]) and self._next.kind not in ("function", "("):
            factors.append(self.power())
        return _product_of(factors)


def _sum_of(terms: Sequence[Node]) -> Node:
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _product_of(factors: Sequence[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _ends_in_number(node: Node) -> bool:
    """The last thing written is a bare number, so another one begins something new."""
    match node:
        case Number() | Mixed():
            return True
        case Negative(of):
            return _ends_in_number(of)
        case Quotient(_, bottom):
            return isinstance(bottom, Number)
        case Relation(sides):
            return _ends_in_number(sides[-1])
        case Sum(terms):
            return _ends_in_number(terms[-1])
    return False


def _is_set(node: Node) -> bool:
    return isinstance(node, Tuple | Interval | SetOf | SetOperation | Builder | Named)
