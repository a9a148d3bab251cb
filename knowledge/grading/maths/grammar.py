"""Reading maths as learners and authors write it: plain text, LaTeX, or a mixture.

A whitelist: what is not listed in `characters` and `parser` is `Unreadable`, and nothing is ever
run as code. Time and memory grow linearly with the text, which is cut off at `MAX_LENGTH`; nesting,
exponents and the size of numbers have limits, so whatever was read can be evaluated and compared.
"""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.grading.maths.characters import NONE, REALS
from knowledge.grading.maths.lexer import Token, lex
from knowledge.grading.maths.nodes import (
    Constant,
    Named,
    Negative,
    Node,
    Number,
    Power,
    Relation,
    Variable,
    children,
    mapped,
    walk,
)
from knowledge.grading.maths.parser import Parser
from knowledge.grading.maths.styles import styles
from knowledge.grading.maths.unreadable import Reason, Unreadable

__all__ = ["MAX_LENGTH", "Reason", "Unreadable", "read", "readings"]

MAX_LENGTH = 2_000
_MAX_EXPONENT = 1_000
_MAX_DEPTH = 70
_MAX_WEIGHT = 4_000
"""Digits of the largest number that an expression can give, roughly."""
_WRAPPERS = re.compile(r"\\text\w*\s*\{([^{}]*)\}|\$")


def read(text: str, *, language: str = "en") -> Node:
    """The likeliest reading.

    Args:
        language: tells how numbers are written (``3,5``) and which words join parts.

    Raises:
        Unreadable: with the reason.
    """
    return readings(text, language=language)[0]


def readings(text: str, *, language: str = "en") -> tuple[Node, ...]:
    """Every plausible reading, the likeliest first; at least one.

    There are several where writing is ambiguous: ``1,500`` and ``3,5`` (by what is usual in the
    language), ``1/2x`` (half of x, or one over 2x).

    Raises:
        Unreadable: with the reason why the likeliest failed.
    """
    if len(text) > MAX_LENGTH:
        raise Unreadable("too_long")
    said = text.replace("{,}", ",").strip().rstrip(".,; \n")
    words = _WRAPPERS.sub(r"\1", said).strip()
    if not words:
        raise Unreadable("empty")
    if name := _named(words):
        return (name,)
    latex = "\\" in said
    found: dict[Node, None] = {}
    failed: list[Unreadable] = []
    for style in styles(said, language):
        try:
            tokens = _joined(lex(said, style, latex=latex), language)
            found.setdefault(_understood(Parser(tokens, latex=latex, tight=False).whole()))
            if any(token.kind == "/" for token in tokens):
                found.setdefault(_understood(Parser(tokens, latex=latex, tight=True).whole()))
        except Unreadable as error:
            failed.append(error)
    if not found:
        raise failed[0]
    return tuple(found)


def _named(said: str) -> Node | None:
    if NONE.fullmatch(said):
        return Named("none")
    return Named("reals") if REALS.fullmatch(said) else None


def _joined(tokens: list[Token], language: str) -> list[Token]:
    """In Spanish a lone ``o`` is "or", and ``y`` between two relations is "and"."""
    if language.partition("-")[0].lower() != "es":
        return tokens
    signs = [at for at, token in enumerate(tokens) if token.kind in ("=", "<", "<=", ">", ">=")]
    joined = list(tokens)
    for at, token in enumerate(tokens[1:-1], 1):
        if token.kind == "name" and token.spaced and tokens[at + 1].spaced:
            if token.text in ("o", "u"):
                joined[at] = replace(token, kind="or")
            elif token.text == "y" and signs and signs[0] < at < signs[-1] and at + 1 not in signs:
                joined[at] = replace(token, kind="and")
    return joined


def _understood(node: Node) -> Node:
    """Within the limits, and with e and i as unknowns where something is said of them."""
    _check_depth(node)
    if _weight(node) > _MAX_WEIGHT:
        raise Unreadable("too_big")
    stated = _stated(node)
    return _with_unknowns(node, stated) if stated else node


def _check_depth(node: Node) -> None:
    """What comes after may recurse: ``a/b/c/…`` is as deep as it is long."""
    level: list[Node] = [node]
    for _ in range(_MAX_DEPTH):
        level = [child for above in level for child in children(above)]
        if not level:
            return
    raise Unreadable("too_deep")


def _weight(node: Node) -> float:
    """Bounds the digits of what it can give: powers multiply, products add up."""
    if isinstance(node, Number):
        return max(1, len(str(node.value.numerator)), len(str(node.value.denominator)))
    if isinstance(node, Power):
        return _weight(node.base) * max(1.0, _exponent(node.exponent))
    return max(1.0, sum(map(_weight, children(node))))


def _exponent(node: Node) -> float:
    value = node.of if isinstance(node, Negative) else node
    if isinstance(value, Number):
        if value.value > _MAX_EXPONENT:
            raise Unreadable("too_big")
        return float(value.value)
    if any(isinstance(part, Variable) for part in walk(node)):
        return _weight(node)
    # A number that has to be worked out first: what it may be is bounded by its digits.
    return 10 ** min(_weight(node), 9) if _towers(node) else _weight(node)


def _towers(node: Node) -> bool:
    return any(isinstance(part, Power) for part in walk(node))


def _stated(node: Node) -> frozenset[str]:
    """``e = 5`` speaks of an unknown, not of Euler's number."""
    return frozenset(
        side.name
        for relation in walk(node)
        if isinstance(relation, Relation)
        for side in relation.sides
        if isinstance(side, Constant) and side.name in ("e", "i")
    )


def _with_unknowns(node: Node, names: frozenset[str]) -> Node:
    if isinstance(node, Constant) and node.name in names:
        return Variable(node.name)
    return mapped(node, lambda part: _with_unknowns(part, names))
