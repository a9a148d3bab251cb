"""What stands in brackets: groups, intervals, points, sets, matrices."""

from __future__ import annotations

from abc import abstractmethod

from knowledge.grading.maths.cursor import Cursor
from knowledge.grading.maths.nodes import (
    Builder,
    Constant,
    Interval,
    Matrix,
    Named,
    Negative,
    Node,
    SetOf,
    Several,
    Tuple,
    Variable,
)
from knowledge.grading.maths.unreadable import Unreadable


class Brackets(Cursor):
    """Reads one pair of them. What stands inside is read by `parser.Parser`."""

    @abstractmethod
    def several(self) -> Node: ...

    @abstractmethod
    def statement(self) -> Node: ...

    @abstractmethod
    def sum(self) -> Node: ...

    @abstractmethod
    def primary(self) -> Node: ...

    def group(self) -> Node:
        """``{…}`` that only groups, or one thing."""
        if not self._take("{"):
            return self.primary()
        self.deeper()
        bars, self._bars = self._bars, 0
        node = self.statement()
        self._bars = bars
        self._expect("}")
        self._depth -= 1
        return node

    def _take_group(self, kind: str) -> bool:
        found = [self._peek(ahead).kind for ahead in range(3)] == ["{", kind, "}"]
        self._at += 3 if found else 0
        return found

    def _bracket(self, opening: str) -> Node:
        bars, self._bars = self._bars, 0
        around, self._reversed = self._reversed, opening == "]" or self._is_half_open(opening)
        inside = self.several()
        closings = ("]", "[") if self._reversed else (")", "]")
        self._bars, self._reversed = bars, around
        closing = self._expect(*closings).kind
        members = inside.parts if isinstance(inside, Several) and inside.joint == "," else (inside,)
        if len(members) == 1:
            if (opening, closing) not in (("(", ")"), ("[", "]")):
                raise self._unreadable("unbalanced")
            return inside
        plain = opening == "(" and closing == ")"
        if len(members) > 2 or (plain and not any(map(_is_infinite, members))):
            return Tuple(members)
        low, high = members
        return Interval(
            low,
            high,
            low_closed=opening == "[" and not _is_infinite(low),
            high_closed=closing == "]" and not _is_infinite(high),
        )

    def _is_half_open(self, opening: str) -> bool:
        """``[2, 5[``: nothing closes it but another one that opens."""
        rest = [token.kind for token in self._tokens[self._at :]]
        return opening == "[" and "[" in rest and not {")", "]"} & set(rest)

    def _brace(self, opening: str) -> Node:
        if self._take("}", "set}"):
            return Named("none")
        if builder := self._builder():
            return builder
        bars, self._bars = self._bars, 0
        inside = self.several()
        self._bars = bars
        self._expect("}", "set}")
        listed = isinstance(inside, Several)
        groups = opening == "{" and not listed and (self._latex or self._next.kind == "^")
        if groups:
            return inside
        return SetOf(inside.parts if isinstance(inside, Several) else (inside,))

    def _builder(self) -> Node | None:
        kinds = [self._peek(ahead).kind for ahead in range(4)]
        if kinds[:2] in (["name", "|"], ["name", ":"]):
            length = 2
        elif kinds in (["name", "in", "reals", "|"], ["name", "in", "reals", ":"]):
            length = 4
        else:
            return None
        variable = Variable(self._next.text)
        self._at += length
        condition = self.several()
        self._expect("}", "set}")
        return Builder(variable, condition)

    def _matrix(self) -> Node:
        rows: list[tuple[Node, ...]] = []
        while not self._take("matrixclose"):
            row = [self.sum()]
            while self._take("&"):
                row.append(self.sum())
            rows.append(tuple(row))
            if not self._take("row") and self._next.kind != "matrixclose":
                raise self._unreadable("unbalanced")
        if not rows or len({len(row) for row in rows}) > 1:
            raise Unreadable("unfinished")
        return Matrix(tuple(rows))


def _is_infinite(node: Node) -> bool:
    return node == Constant("infinity") or (isinstance(node, Negative) and _is_infinite(node.of))
