"""LaTeX to Unicode: what learners read in a terminal, in Slack and in Discord."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mathtext import in_markdown, in_text, to_unicode

ONE_LINE = [
    (r"x_{10}^{n+1}", "x₁₀ⁿ⁺¹"),
    (r"x_{10q}^{n+1}", "x_(10q)ⁿ⁺¹"),
    (r"x^{q}", "x^q"),
    (r"x_{max} + SS_{\text{error}}", "xₘₐₓ + SS_(error)"),
    (r"{a+b}^2", "(a + b)²"),
    (r"\frac{1}{2}", "1/2"),
    (r"\frac{1}{2}x", "(1/2)x"),
    (r"\frac{1}{8} x + \frac{1}{2} \cdot 3", "(1/8) x + 1/2 · 3"),
    (r"3\frac{1}{2}", "3 1/2"),
    (r"2\frac{x+1}{y}", "2((x + 1)/y)"),
    (r"\frac{\frac{1}{2}}{3}", "(1/2)/3"),
    (r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}", "(−b ± √(b² − 4ac))/(2a)"),
    (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
    (r"\sqrt{2}x", "√(2)x"),
    (r"\sqrt[3]{8}", "∛8"),
    (r"3(x - 4) = 2x+5", "3(x − 4) = 2x + 5"),
    (r"x=\pm 3", "x = ±3"),
    (r"-3+(-2)-|-x| - 1", "−3 + (−2) − |−x| − 1"),
    (r"2\sin\theta\cos(x)", "2 sin θ cos(x)"),
    (r"\log_{10} x", "log₁₀ x"),
    (r"\lim_{x \to 0} \frac{\sin x}{x}", "lim_(x→0) (sin x)/x"),
    (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
    (r"\int_0^\infty e^{-x^2}\,dx", "∫₀^∞ e^(−x²) dx"),
    (r"90^{\circ}", "90°"),
    (r"f'(x)", "f′(x)"),
    (r"\{1,2\} \subset \mathbb{N}", "{1,2} ⊂ ℕ"),
    (r"x\not\in A", "x ∉ A"),
    (r"0.\overline{3}", "0.3̅"),
    (r"\mu_{\bar{x}}", "μ_x̅"),
    (r"P(A\mid B)=\frac{P(A\cap B)}{P(B)}", "P(A | B) = P(A ∩ B)/P(B)"),
    (r"\frac{\text{distance}}{\text{time}}", "distance/time"),
    (r"\frac{\Delta x}{\Delta t}", "Δx/Δt"),
    (r"5\cdot10^{-19}\ \mathrm{J}", "5 · 10⁻¹⁹ J"),
    (r"50\% \text{ of } \$4", "50% of $4"),
    (r"\begin{bmatrix}1&2\\3&4\end{bmatrix}", "[1 2; 3 4]"),
    (r"\binom{n}{k}", "(n choose k)"),
]


@pytest.mark.parametrize(("latex", "expected"), ONE_LINE)
def test_one_line(latex: str, expected: str) -> None:
    assert to_unicode(latex) == expected


def test_a_displayed_formula_may_take_several_lines() -> None:
    latex = r"A=\begin{bmatrix}1&2\\3&44\end{bmatrix}^{-1}x"
    assert to_unicode(latex, display=True) == "A = ⎡ 1  2  ⎤⁻¹ x\n    ⎣ 3  44 ⎦"
    latex = r"|x|=\begin{cases}x&\text{if }x\ge0\\-x&\text{otherwise}\end{cases}"
    assert to_unicode(latex, display=True) == "|x| = ⎧ x   if x ≥ 0\n      ⎩ −x  otherwise"
    latex = r"\begin{aligned}2x+1&=5\\x&=2\end{aligned}"
    assert to_unicode(latex, display=True) == "2x + 1 = 5\n     x = 2"


@pytest.mark.parametrize(
    "latex",
    [r"\foo{x}", r"\frac{1", r"x^", r"a}", r"\begin{tikzpicture}a\end{tikzpicture}", r"\end{x}"],
)
def test_what_cannot_be_read_is_shown_as_it_was_written(latex: str) -> None:
    assert to_unicode(latex) == latex


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "$20 for a book and $30",
        "US$5 and US$6",
        "$5-$10",
        r"`\$HOME` is code",
        "`$x^2$` and ``a $x$ ` b``",
        "```\n$x^2$\n```",
        "~~~\n$x^2$\n~~~",
        "an unclosed $x^2 and $$y^2",
        r"unbalanced $\frac{1$ x",
        "$ x $",
        "$$\n\nx^2\n\n$$",
    ],
)
def test_prices_code_and_broken_maths_stay(text: str) -> None:
    assert in_text(text) == text
    assert in_markdown(text) == text


def test_maths_in_running_text() -> None:
    assert in_text("What is $$4$$ times $x^2$?") == "What is 4 times x²?"
    assert in_text(r"\(x^2\) or \[y^2\] for \$5") == "x² or y² for $5"
    assert in_markdown("Let $a*b*c$ and $x_{q}$.") == r"Let a \* b \* c and x\_q."


def test_displayed_maths_stands_alone() -> None:
    assert in_text("so\n\n$$\nE=mc^2\n$$\n\nend") == "so\n\n    E = mc²\n\nend"
    assert in_markdown("so\n$$E=mc^2$$.\nend") == "so\n```math\nE = mc².\n```\nend"
    assert in_markdown("- $$x^2$$\n- b") == "- ```math\n  x²\n  ```\n- b"
    assert in_markdown("> $$x^2$$\n> b") == "> ```math\n> x²\n> ```\n> b"


# ---- rules that hold for every text ----------------------------------------------------------

_MARKS = [*"$$$\\\\{}{}[]()^_&`~>- \n\t1x+", "$$", "```", r"\[", r"\]", r"\("]
_COMMANDS = [r"\frac", r"\sqrt", r"\left", r"\begin{cases}", r"\end{cases}", r"\text", r"\\"]
_ODD = ["\u0301", "é", "🎈", "\u202e", "\x00"]
_SCRAPS = st.sampled_from([*_MARKS, *_COMMANDS, *_ODD])


@given(st.lists(_SCRAPS, max_size=40).map("".join) | st.text())
def test_nothing_raises(text: str) -> None:
    to_unicode(text)
    to_unicode(text, display=True)
    in_text(text)
    in_markdown(text)


@given(st.text())
def test_text_without_marks_of_maths_is_untouched(text: str) -> None:
    plain = text.replace("$", "").replace("\\", "")
    assert in_text(plain) == plain
    assert in_markdown(plain) == plain


_ATOMS = st.sampled_from(["x", "12", r"\alpha", r"\pi", "3.5", "n", r"\text{kg}", r"\mathbb{R}"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map(lambda p: rf"\frac{{{p[0]}}}{{{p[1]}}}"),
        pair.map(lambda p: rf"{p[0]}^{{{p[1]}}}"),
        pair.map(lambda p: rf"{p[0]}_{{{p[1]}}}"),
        pair.map(lambda p: rf"{p[0]} \times {p[1]}"),
        inner.map(lambda p: rf"\sqrt{{{p}}}"),
        inner.map(lambda p: rf"\left({p}\right)"),
        pair.map(lambda p: rf"\begin{{bmatrix}}{p[0]}&1\\0&{p[1]}\end{{bmatrix}}"),
    )


LATEX = st.recursive(_ATOMS, _larger, max_leaves=6)


@given(LATEX)
def test_common_latex_leaves_no_commands_or_braces(latex: str) -> None:
    for shown in (to_unicode(latex), to_unicode(latex, display=True)):
        assert shown
        assert not set(shown) & set("{}\\&$")
    assert "\n" not in to_unicode(latex)


@given(st.lists(st.tuples(st.sampled_from(["The", "angle,", "(a", "— y"]), LATEX), min_size=1))
def test_words_between_formulas_are_kept(pieces: list[tuple[str, str]]) -> None:
    text = " ".join(f"{word} ${latex}$." for word, latex in pieces)
    shown = in_text(text)
    assert shown == " ".join(f"{word} {to_unicode(latex)}." for word, latex in pieces)
