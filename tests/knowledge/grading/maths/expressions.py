"""Random expressions, and the ways in which people write them down."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import strategies as st

from knowledge.grading.maths.nodes import (
    Function,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
)


def number(value: int) -> Number:
    return Number(Fraction(value), str(value))


_LEAVES = st.one_of(
    st.integers(1, 12).map(number), st.sampled_from([Variable("x"), Variable("y"), Variable("a")])
)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pair = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        pair.map(Sum),
        pair.map(Product),
        st.tuples(inner, inner).map(lambda parts: Quotient(*parts)),
        st.tuples(inner, st.integers(2, 4).map(number)).map(lambda parts: Power(*parts)),
        inner.map(Negative),
        inner.map(lambda part: Function("root", (part, number(2)))),
        inner.map(lambda part: Function("abs", (part,))),
    )


EXPRESSIONS = st.recursive(_LEAVES, _grown, max_leaves=8)
POLYNOMIALS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Sum(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Product(tuple(parts))),
        inner.map(Negative),
    ),
    max_leaves=8,
)


def plain(node: Node, rng: random.Random) -> str:
    """As somebody types it, with a free choice of signs, spaces and unneeded brackets."""
    space = rng.choice(["", " "])
    match node:
        case Number(_, text):
            return text
        case Variable(name):
            return name
        case Negative(of):
            return rng.choice("-−") + _bracketed(of, rng)
        case Sum(terms):
            return f"{space}+{space}".join(_bracketed(term, rng) for term in terms)
        case Product(factors):
            sign = rng.choice(["*", "·", " × ", " "])
            written = [f"({plain(factor, rng)})" for factor in factors]
            return (sign if sign != " " else "").join(written)
        case Quotient(top, bottom):
            return f"({plain(top, rng)}){rng.choice('/÷')}({plain(bottom, rng)})"
        case Power(base, exponent):
            return f"({plain(base, rng)}){rng.choice(['^', '**'])}{plain(exponent, rng)}"
        case Function("root", (of, _)):
            return f"{rng.choice(['sqrt', '√'])}({plain(of, rng)})"
        case Function("abs", (of,)):
            inside = plain(of, rng)
            return f"abs({inside})" if "|" in inside or rng.random() < 0.5 else f"|{inside}|"
    raise AssertionError(node)


def _bracketed(node: Node, rng: random.Random) -> str:
    simple = isinstance(node, Number | Variable) and rng.random() < 0.8
    return plain(node, rng) if simple else f"({plain(node, rng)})"


def latex(node: Node, rng: random.Random) -> str:
    match node:
        case Number(_, text):
            return text
        case Variable(name):
            return name
        case Negative(of):
            return rf"-\left({latex(of, rng)}\right)"
        case Sum(terms):
            return "+".join(rf"\left({latex(term, rng)}\right)" for term in terms)
        case Product(factors):
            sign = rng.choice([r"\cdot ", r"\times ", " "])
            return sign.join(rf"\left({latex(factor, rng)}\right)" for factor in factors)
        case Quotient(top, bottom):
            command = rng.choice(["frac", "dfrac"])
            return rf"\{command}{{{latex(top, rng)}}}{{{latex(bottom, rng)}}}"
        case Power(base, exponent):
            return rf"{{\left({latex(base, rng)}\right)}}^{{{latex(exponent, rng)}}}"
        case Function("root", (of, _)):
            return rf"\sqrt{{{latex(of, rng)}}}"
        case Function("abs", (of,)):
            return rf"\left|{latex(of, rng)}\right|"
    raise AssertionError(node)
