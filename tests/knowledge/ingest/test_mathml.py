"""MathML to LaTeX: the forms books use, and any tree at all."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.mathml import to_latex

X, Y, TWO = "<mi>x</mi>", "<mi>y</mi>", "<mn>2</mn>"


def latex(content: str) -> str:
    return to_latex(ET.fromstring(f"<math>{content}</math>"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<mn>3</mn><mtext>.</mtext><mn>00</mn>", "3.00"),  # a decimal point torn off
        ("<mn>0</mn><mo>,</mo><mn>25</mn>", "0,25"),  # a Spanish decimal comma stays
        (f"{X}<mo>=</mo><mo>−</mo>{TWO}", "x = -2"),
        (f"{X}<mo>−</mo>{TWO}", "x - 2"),
        ("<mi>α</mi><mi>x</mi>", r"\alpha x"),
        ("<mi>sin</mi><mi>θ</mi>", r"\sin\theta"),
        ("<mn>1 km</mn>", r"1\text{ km}"),
        ("<mtext>−1 km</mtext>", r"-1\text{ km}"),
        ("<mtext>20.0º</mtext><mtext>C</mtext>", r"20.0°\text{C}"),
        ("<mtext>100% & more_</mtext>".replace("&", "&amp;"), r"100\%\text{ \& more\_}"),
        (f"<mfrac>{X}{TWO}</mfrac>", r"\frac{x}{2}"),
        (f'<mfrac bevelled="true">{X}{TWO}</mfrac>', "x/2"),
        (f"<msup>{X}{TWO}</msup>", "x^2"),
        (f"<msup>{X}<mrow>{TWO}<mi>n</mi></mrow></msup>", "x^{2n}"),
        (f"<msup><msup>{X}{TWO}</msup>{TWO}</msup>", "{x^2}^2"),
        (f"<msup>{X}<mo>′</mo></msup>", "x'"),
        ("<msub><mi>x</mi><mtext>f</mtext></msub>", "x_f"),
        ("<msub><mi>v</mi><mtext>avg</mtext></msub>", r"v_{\text{avg}}"),
        (f"<msubsup>{X}<mn>0</mn>{TWO}</msubsup>", "x_0^2"),
        (f"<msup>{X}{TWO}</msup><mn>3</mn>", "x^2 3"),  # not x^23
        ("<mmultiscripts><mi>X</mi><mprescripts/><mn>2</mn><mn>4</mn></mmultiscripts>",
         "{}_2^4X"),
        (f"<msqrt>{X}<mo>+</mo>{Y}</msqrt>", r"\sqrt{x + y}"),
        (f"<mroot>{X}<mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        (f'<mover accent="true">{X}<mo>¯</mo></mover>', r"\bar{x}"),
        ("<mover><mi>F</mi><mo>→</mo></mover>", r"\vec{F}"),
        (f"<mover><mrow>{X}{Y}</mrow><mo>¯</mo></mover>", r"\overline{xy}"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>",
         r"\sum_{i = 1}^n"),
        (f"<munder><mi>lim</mi><mrow>{X}<mo>→</mo><mn>0</mn></mrow></munder>", r"\lim_{x \to 0}"),
        (f"<mfenced>{X}{Y}</mfenced>", "(x, y)"),
        (f'<mfenced open="[" close="[">{X}</mfenced>', "[x["),
        (f"<mfenced><mfrac>{X}{Y}</mfrac></mfenced>", r"\left( \frac{x}{y} \right)"),
        (f'<mfenced><mfrac linethickness="0">{X}{Y}</mfrac></mfenced>', r"\binom{x}{y}"),
        (f"<mfenced><mtable><mtr><mtd>{X}</mtd><mtd>{Y}</mtd></mtr></mtable></mfenced>",
         r"\begin{pmatrix}x & y\end{pmatrix}"),
        (f"<mo>{{</mo><mtable><mtr><mtd>{X}</mtd></mtr><mtr><mtd>{Y}</mtd></mtr></mtable>",
         r"\begin{cases}x \\ y\end{cases}"),
        (f"<mtable><mtr><mtd>{X}<mo>=</mo>{Y}</mtd></mtr><mtr><mtd><mo>=</mo>{TWO}</mtd></mtr>"
         "</mtable>", r"\begin{aligned}x &= y \\ &= 2\end{aligned}"),
        (f'<menclose notation="updiagonalstrike">{X}</menclose>', r"\cancel{x}"),
        (f"<semantics>{X}<annotation>y</annotation></semantics>", "x"),
        (f"<apply><eq/><ci>x</ci>{TWO}</apply>", "x = 2"),
        ("<mstyle mathvariant=\"bold\"><mi>v</mi></mstyle>", r"\mathbf{v}"),
        ("<mo>{</mo><mi>a</mi><mo>}</mo>", r"\{a\}"),
        ("<mphantom><mi>x</mi></mphantom>", ""),
        ("<unknown><mi>x</mi></unknown>", "x"),
    ],
)  # fmt: skip
def test_known_forms(content: str, expected: str) -> None:
    assert latex(content) == expected


def test_namespaces_do_not_matter() -> None:
    tree = ET.fromstring('<m:math xmlns:m="urn:any"><m:mi>x</m:mi></m:math>')
    assert to_latex(tree) == "x"


LEAVES = st.sampled_from(["mi", "mn", "mo", "mtext", "mspace", "ci", "ms"])
BRANCHES = st.sampled_from(
    "mrow mfrac msup msub msubsup msqrt mroot mover munder munderover mfenced mtable mtr mtd "
    "menclose mstyle semantics apply reln mmultiscripts mprescripts mpadded none madeup".split()
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["open", "close", "separators", "notation", "mathvariant", "width",
                     "linethickness", "bevelled"]),
    st.text(alphabet=r"()[]{}|,;0.1em \top$%_^", max_size=5), max_size=3,
)  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> ET.Element:
    leaf = depth == 0 or draw(st.booleans())
    element = ET.Element(draw(LEAVES if leaf else BRANCHES), draw(ATTRIBUTES))
    if leaf:
        element.text = draw(st.text(max_size=6))
    else:
        element.extend(draw(st.lists(trees(depth=depth - 1), max_size=4)))
    return element


@given(trees())
def test_any_tree_gives_balanced_latex(tree: ET.Element) -> None:
    result = to_latex(tree)
    braces = re.sub(r"\\[\\{}]", "", result)
    assert braces.count("{") == braces.count("}")
    assert result.count(r"\left") - result.count(r"\leftarrow") - result.count(
        r"\leftrightarrow"
    ) == result.count(r"\right") - result.count(r"\rightleftharpoons")
    assert not re.search(r"(?<!\\)[$%]", result.replace(r"\\", ""))
