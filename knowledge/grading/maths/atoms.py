"""The smallest things: numbers, names, functions, roots."""

from __future__ import annotations

from abc import abstractmethod
from fractions import Fraction
from typing import cast

from knowledge.grading.maths.brackets import Brackets
from knowledge.grading.maths.lexer import Token
from knowledge.grading.maths.nodes import (
    Constant,
    ConstantName,
    Function,
    Mixed,
    Named,
    Negative,
    Node,
    Number,
    Power,
    Quotient,
    Variable,
)

_INVERSE = {"sin": "arcsin", "cos": "arccos", "tan": "arctan"}
_ROOTS = {"sqrt": 2, "cuberoot": 3, "fourthroot": 4}


class Atoms(Brackets):
    """Reads one of them. What stands inside them is read by `parser.Parser`."""

    @abstractmethod
    def factor(self) -> Node: ...

    @abstractmethod
    def power(self) -> Node: ...

    @abstractmethod
    def run(self) -> Node: ...

    def primary(self) -> Node:
        self.deeper()
        token = self._next
        self._at += 1
        node = self._leaf(token) or self._compound(token)
        if node is None:
            self._at -= 1
            raise self._unreadable("unexpected")
        self._depth -= 1
        return node

    def _leaf(self, token: Token) -> Node | None:
        match token.kind:
            case "number":
                return self._mixed(Number(token.value, token.text))
            case "half":
                return _fraction(token)
            case "name":
                return self._subscripted(token.text)
            case "bar" | "hat":
                return self._accented(token.kind)
            case "constant":
                return Constant(cast(ConstantName, token.text))
            case "none":
                return Named("none")
            case "reals":
                return Named("reals")
        return None

    def _compound(self, token: Token) -> Node | None:
        match token.kind:
            case "function":
                return self._function(token.text)
            case "exp":
                return Power(Constant("e"), self._argument())
            case "frac":
                return Quotient(self.group(), self.group())
            case "sqrt" | "cuberoot" | "fourthroot":
                return self._root(_ROOTS[token.kind])
            case "(" | "[" | "]":
                return self._bracket(token.kind)
            case "{" | "{set":
                return self._brace(token.kind)
            case "|":
                return self._absolute()
            case "matrixopen":
                return self._matrix()
        return None

    def _mixed(self, whole: Number) -> Node:
        """``1 1/2``, ``1\\frac{1}{2}`` and ``1½`` are sums; with an improper fraction, products."""
        if not whole.text.isdigit():
            return whole
        if half := self._take("half"):
            return Mixed(whole, _fraction(half))
        if (ahead := self._fraction_ahead()) is None:
            return whole
        top, bottom, length = ahead
        if not (top.text.isdigit() and bottom.text.isdigit() and 0 < top.value < bottom.value):
            return whole
        self._at += length
        return Mixed(whole, _over(top, bottom))

    def _fraction_ahead(self) -> tuple[Token, Token, int] | None:
        """Numerator, denominator and length in tokens of a fraction that comes next."""
        kinds = [self._peek(ahead).kind for ahead in range(7)]
        if kinds == ["frac", "{", "number", "}", "{", "number", "}"]:
            return self._peek(2), self._peek(5), 7
        if kinds[:3] == ["number", "/", "number"] and self._next.spaced and kinds[3] != "^":
            return self._peek(0), self._peek(2), 3
        return None

    def _subscripted(self, name: str) -> Node:
        if not self._take("_"):
            return Variable(name)
        if not self._take("{"):
            token = self._expect("number", "name", "constant")
            return Variable(f"{name}_{token.text}")
        parts: list[str] = []
        while not self._take("}"):
            token = self._expect("number", "name", "constant", ",", "+", "-")
            parts.append(token.text or token.kind)
        return Variable(f"{name}_{''.join(parts)}")

    def _accented(self, accent: str) -> Node:
        inside = self.group()
        if not isinstance(inside, Variable):
            raise self._unreadable("unexpected")
        return Variable(f"{accent}({inside.name})")

    def _function(self, name: str) -> Node:
        base: tuple[Node, ...] = ()
        if name == "log":
            base = self._base()
        exponent = None
        if self._take("^"):
            exponent = self.group() if self._next.kind == "{" else self.factor()
        argument = self._argument()
        if name in _INVERSE and exponent == Negative(Number(Fraction(1), "1")):
            return Function(_INVERSE[name], (argument,))
        node = Function(name, (argument, *base))
        return Power(node, exponent) if exponent else node

    def _base(self) -> tuple[Node, ...]:
        """``log_2 8``, ``log2(8)``."""
        if self._take("_"):
            if token := self._take("number"):
                return (Number(token.value, token.text),)
            return (self.group(),)
        token, behind = self._next, self._peek(1)
        if token.kind == "number" and not token.spaced and behind.kind == "(" and not behind.spaced:
            self._at += 1
            return (Number(token.value, token.text),)
        return ()

    def _argument(self) -> Node:
        if self._next.kind in ("(", "[", "{", "|"):
            return self.group()
        return self.run()

    def _root(self, index: int) -> Node:
        of: Node = Number(Fraction(index), str(index))
        if self._next.kind == "[" and index == 2 and self._latex:
            self._at += 1
            of = self.sum()
            self._expect("]")
        inside = self.group() if self._next.kind in ("{", "(", "[") else self.power()
        return Function("root", (inside, of))

    def _absolute(self) -> Node:
        self._bars += 1
        inside = self.sum()
        self._expect("|")
        self._bars -= 1
        return Function("abs", (inside,))


def _over(top: Token, bottom: Token) -> Quotient:
    return Quotient(Number(top.value, top.text), Number(bottom.value, bottom.text))


def _fraction(half: Token) -> Quotient:
    top, bottom = (Number(Fraction(part), part) for part in half.text.split("/"))
    return Quotient(top, bottom)
