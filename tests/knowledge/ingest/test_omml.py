"""Formulas of the equation editor → LaTeX."""

from __future__ import annotations

import pytest
from lxml import etree

from knowledge.ingest.documents.omml import to_latex

_NS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def e(inner: str) -> str:
    return f"<m:e>{inner}</m:e>"


@pytest.mark.parametrize(
    ("xml", "latex"),
    [
        (t("a≤b·c"), r"a\le b\cdot c"),
        (t("sin") + t("x"), r"\sin x"),
        (f"<m:f><m:num>{t('1')}</m:num><m:den>{t('n')}</m:den></m:f>", r"\frac{1}{n}"),
        (f"<m:sSub>{e(t('x'))}<m:sub>{t('i')}</m:sub></m:sSub>", "x_{i}"),
        (
            f"<m:sSubSup>{e(t('ab'))}<m:sub>{t('1')}</m:sub><m:sup>{t('2')}</m:sup></m:sSubSup>",
            "{ab}_{1}^{2}",
        ),
        (f"<m:rad><m:deg>{t('3')}</m:deg>{e(t('x'))}</m:rad>", r"\sqrt[3]{x}"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i=1")}</m:sub>'
            f"<m:sup>{t('n')}</m:sup>{e(t('i'))}</m:nary>",
            r"\sum_{i=1}^{n} i",
        ),
        (f"<m:nary><m:sub/><m:sup/>{e(t('x'))}</m:nary>", r"\int x"),
        (f"<m:d>{e(t('a'))}{e(t('b'))}</m:d>", r"\left(a|b\right)"),
        (
            f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr>{e(t("a"))}</m:d>',
            r"\left[a\right.",
        ),
        (
            '<m:d><m:dPr><m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr>'
            + e("<m:eqArr>" + e(t("1")) + e(t("2")) + "</m:eqArr>")
            + "</m:d>",
            r"\begin{cases}1 \\ 2\end{cases}",
        ),
        (
            f"<m:m><m:mr>{e(t('1'))}{e(t('2'))}</m:mr><m:mr>{e(t('3'))}{e(t('4'))}</m:mr></m:m>",
            r"\begin{matrix}1 & 2 \\ 3 & 4\end{matrix}",
        ),
        (f"<m:acc><m:accPr><m:chr m:val='&#x20D7;'/></m:accPr>{e(t('v'))}</m:acc>", r"\vec{v}"),
        (f"<m:bar><m:barPr><m:pos m:val='top'/></m:barPr>{e(t('x'))}</m:bar>", r"\overline{x}"),
        (
            f"<m:func><m:fName><m:limLow>{e(t('lim'))}<m:lim>{t('x→0')}</m:lim></m:limLow></m:fName>"
            f"{e(t('f'))}</m:func>",
            r"\lim_{x\to 0} f",
        ),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>if x</m:t></m:r>", r"\text{if x}"),
        (f"<m:box>{e(t('a'))}</m:box>", "a"),
    ],
)
def test_formulas(xml: str, latex: str) -> None:
    assert to_latex(etree.fromstring(f"<m:oMath {_NS}>{xml}</m:oMath>")) == latex


def test_depth_is_bounded() -> None:
    xml = f"<m:oMath {_NS}>{'<m:box><m:e>' * 100}{t('x')}{'</m:e></m:box>' * 100}</m:oMath>"
    assert "x" in to_latex(etree.fromstring(xml))
