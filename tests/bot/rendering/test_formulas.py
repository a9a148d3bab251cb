"""Formulas: Unicode in a line, a picture on a line of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Picture, Text
from bot.pictures.formula import draw
from bot.rendering.formulas import MOST_PICTURES, readable, with_pictures


def test_a_formula_in_a_line_is_unicode_and_no_emphasis() -> None:
    assert with_pictures("Take $x^2 * y_1 * 3$, not *this*.") == [
        Text(markdown=r"Take x² \* y₁ \* 3, not *this*.")
    ]


def test_a_displayed_formula_is_a_picture_with_its_latex() -> None:
    before, picture, after = with_pictures("So:\n\n$$\\frac{a}{b} = 2$$\n\nand on.")
    assert (before, after) == (Text(markdown="So:"), Text(markdown="and on."))
    assert isinstance(picture, Picture)
    assert picture.alt == r"\frac{a}{b} = 2"
    assert picture.png.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "markdown",
    [
        r"$$\begin{pmatrix}1&2\\3&4\end{pmatrix}$$",  # mathtext has no matrices
        "- a step: \n- $$x = 1$$\n- another",  # in a list
        r"$$\nosuchcommand{x}$$",
    ],
)
def test_what_cannot_be_drawn_stays_in_the_text(markdown: str) -> None:
    (text,) = with_pictures(markdown)
    assert isinstance(text, Text)
    assert text.markdown == readable(markdown)


def test_not_more_pictures_than_anyone_waits_for() -> None:
    parts = with_pictures("\n\n".join(f"$$x = {n}$$" for n in range(MOST_PICTURES + 2)))
    assert sum(isinstance(part, Picture) for part in parts) == MOST_PICTURES
    assert "x = 5" in str(parts[-1])


def test_money_and_code_are_no_formulas() -> None:
    markdown = "`$x$` stays, and $5 is a price.\n\n```\n$$x$$\n```"
    assert with_pictures(markdown) == [Text(markdown=markdown)]


@pytest.mark.parametrize("latex", [r"\frac12 + \tfrac{1}{2}", r"\text{way} \implies v", "x < 3"])
def test_more_is_drawn_than_mathtext_knows(latex: str) -> None:
    assert draw(latex)


@pytest.mark.parametrize("latex", ["{" * 40 + "x" + "}" * 40, "x" * 5_000, r"\frac" * 60, "$", ""])
def test_what_would_take_long_or_be_unreadable_is_not_drawn(latex: str) -> None:
    assert draw(latex) is None


@given(st.text(alphabet=r"\{}^_xy12+-= $frac", max_size=40))
def test_nothing_breaks_it(latex: str) -> None:
    assert with_pictures(f"$${latex}$$") is not None
