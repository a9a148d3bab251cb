"""Formulas of Word and PowerPoint (Office Math Markup) → LaTeX.

Covers what the equation editor offers: fractions, scripts, roots, sums and integrals, brackets,
matrices, functions, accents, limits. What is unknown falls back to its text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MAX_DEPTH = 60
_SYMBOLS = {
    "×": r"\times ", "÷": r"\div ", "·": r"\cdot ", "⋅": r"\cdot ", "±": r"\pm ", "∓": r"\mp ",
    "≤": r"\le ", "≥": r"\ge ", "≠": r"\ne ", "≈": r"\approx ", "≡": r"\equiv ", "∝": r"\propto ",
    "∞": r"\infty ", "∂": r"\partial ", "∇": r"\nabla ", "√": r"\sqrt ", "∑": r"\sum ",
    "∏": r"\prod ", "∫": r"\int ", "∮": r"\oint ", "∈": r"\in ", "∉": r"\notin ", "⊂": r"\subset ",
    "⊆": r"\subseteq ", "∪": r"\cup ", "∩": r"\cap ", "∅": r"\emptyset ", "∀": r"\forall ",
    "∃": r"\exists ", "¬": r"\neg ", "∧": r"\wedge ", "∨": r"\vee ", "→": r"\to ",
    "⇒": r"\Rightarrow ", "⇔": r"\Leftrightarrow ", "←": r"\leftarrow ", "↔": r"\leftrightarrow ",
    "…": r"\ldots ", "⋯": r"\cdots ", "°": r"^{\circ}", "′": "'", "−": "-", "ℝ": r"\mathbb{R}",
    "ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}", "ℚ": r"\mathbb{Q}", "ℂ": r"\mathbb{C}",
    "ℏ": r"\hbar ", "α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ",
    "ε": r"\varepsilon ", "ζ": r"\zeta ", "η": r"\eta ", "θ": r"\theta ", "κ": r"\kappa ",
    "λ": r"\lambda ", "μ": r"\mu ", "ν": r"\nu ", "ξ": r"\xi ", "π": r"\pi ", "ρ": r"\rho ",
    "σ": r"\sigma ", "τ": r"\tau ", "φ": r"\varphi ", "ϕ": r"\phi ", "χ": r"\chi ", "ψ": r"\psi ",
    "ω": r"\omega ", "Γ": r"\Gamma ", "Δ": r"\Delta ", "Θ": r"\Theta ", "Λ": r"\Lambda ",
    "Π": r"\Pi ", "Σ": r"\Sigma ", "Φ": r"\Phi ", "Ψ": r"\Psi ", "Ω": r"\Omega ",
    "#": r"\#", "%": r"\%", "&": r"\&", "$": r"\$", "_": r"\_", "{": r"\{", "}": r"\}",
    "\\": r"\backslash ",
}  # fmt: skip
_TABLE = str.maketrans(_SYMBOLS)
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln exp lim max min sup inf "
    "det gcd deg dim ker arg".split()
)
_ACCENTS = {
    "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "overline", "\u0307": "dot",
    "\u0308": "ddot", "\u20d7": "vec", "\u030c": "check", "¯": "bar",
}  # fmt: skip
_BRACKETS = {"{": r"\{", "}": r"\}", "⟨": r"\langle ", "⟩": r"\rangle ", "‖": r"\|", "": "."}


def to_latex(element: Element) -> str:
    """LaTeX of an ``m:oMath`` or ``m:oMathPara``, without dollars."""
    return " ".join(_children(element, 0).split())


def _children(element: Element, depth: int) -> str:
    if depth > _MAX_DEPTH:
        return "".join(element.itertext()).translate(_TABLE)
    return "".join(_convert(child, depth + 1) for child in element)


def _convert(element: Element, depth: int) -> str:
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(_M):
        return ""
    name = tag[len(_M) :]
    if name.endswith("Pr"):
        return ""
    if name == "r":
        return _run(element)
    rule = _RULES.get(name)
    return rule(element, depth) if rule else _children(element, depth)


def _run(element: Element) -> str:
    text = "".join(part.text or "" for part in element.iter(f"{_M}t"))
    style = element.find(f"{_M}rPr/{_M}nor")
    if style is not None and any(char.isalpha() for char in text):
        return rf"\text{{{text}}}"
    if text.strip() in _FUNCTIONS:
        return rf"\{text.strip()} "
    return text.translate(_TABLE)


def _part(element: Element, name: str, depth: int) -> str:
    found = element.find(_M + name)
    return _children(found, depth).strip() if found is not None else ""


def _value(element: Element, path: str, default: str) -> str:
    """A property's ``m:val``; the default when the property is not there."""
    found = element.find("/".join(_M + step for step in path.split("/")))
    return default if found is None else found.get(f"{_M}val") or ""


def _fraction(element: Element, depth: int) -> str:
    top, bottom = _part(element, "num", depth), _part(element, "den", depth)
    kind = _value(element, "fPr/type", "bar")
    if kind == "lin":
        return f"{top}/{bottom}"
    if kind == "noBar":
        return rf"\genfrac{{}}{{}}{{0pt}}{{}}{{{top}}}{{{bottom}}}"
    return rf"\frac{{{top}}}{{{bottom}}}"


def _scripts(element: Element, depth: int) -> str:
    base = _part(element, "e", depth)
    if len(base) > 1 and not base.startswith("\\"):
        base = f"{{{base}}}"
    low, high = _part(element, "sub", depth), _part(element, "sup", depth)
    scripts = (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
    return f"{{}}{scripts}{base}" if element.tag == f"{_M}sPre" else f"{base}{scripts}"


def _root(element: Element, depth: int) -> str:
    degree, inner = _part(element, "deg", depth), _part(element, "e", depth)
    return rf"\sqrt[{degree}]{{{inner}}}" if degree else rf"\sqrt{{{inner}}}"


def _nary(element: Element, depth: int) -> str:
    sign = _value(element, "naryPr/chr", "∫").translate(_TABLE).strip() or r"\int"
    low, high = _part(element, "sub", depth), _part(element, "sup", depth)
    scripts = (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
    return f"{sign}{scripts} {_part(element, 'e', depth)}"


def _delimited(element: Element, depth: int) -> str:
    opening = _value(element, "dPr/begChr", "(")
    closing = _value(element, "dPr/endChr", ")")
    separator = _value(element, "dPr/sepChr", "|")
    inner = separator.join(_children(part, depth).strip() for part in element.findall(f"{_M}e"))
    only = element.findall(f"{_M}e/*")
    if opening == "{" and not closing and any(part.tag == f"{_M}eqArr" for part in only):
        return rf"\begin{{cases}}{_equations(element, depth)}\end{{cases}}"
    opening, closing = _BRACKETS.get(opening, opening), _BRACKETS.get(closing, closing)
    return rf"\left{opening}{inner}\right{closing}"


def _equations(element: Element, depth: int) -> str:
    rows = [_children(row, depth).strip() for row in element.iterfind(f".//{_M}eqArr/{_M}e")]
    return r" \\ ".join(row.replace(r"\&", "&") for row in rows)


def _equation_array(element: Element, depth: int) -> str:
    rows = [_children(row, depth).strip() for row in element.findall(f"{_M}e")]
    body = r" \\ ".join(row.replace(r"\&", "&") for row in rows)
    return rf"\begin{{aligned}}{body}\end{{aligned}}"


def _matrix(element: Element, depth: int) -> str:
    rows = [
        " & ".join(_children(cell, depth).strip() for cell in row.findall(f"{_M}e"))
        for row in element.findall(f"{_M}mr")
    ]
    body = r" \\ ".join(rows)
    return rf"\begin{{matrix}}{body}\end{{matrix}}"


def _function(element: Element, depth: int) -> str:
    return f"{_part(element, 'fName', depth)} {_part(element, 'e', depth)}"


def _accent(element: Element, depth: int) -> str:
    command = _ACCENTS.get(_value(element, "accPr/chr", "\u0302"), "hat")
    return rf"\{command}{{{_part(element, 'e', depth)}}}"


def _bar(element: Element, depth: int) -> str:
    command = "overline" if _value(element, "barPr/pos", "bot") == "top" else "underline"
    return rf"\{command}{{{_part(element, 'e', depth)}}}"


def _limit(element: Element, depth: int) -> str:
    mark = "_" if element.tag == f"{_M}limLow" else "^"
    return f"{_part(element, 'e', depth)}{mark}{{{_part(element, 'lim', depth)}}}"


_RULES: dict[str, Callable[[Element, int], str]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts,
    "rad": _root,
    "nary": _nary,
    "d": _delimited,
    "eqArr": _equation_array,
    "m": _matrix,
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "limLow": _limit,
    "limUpp": _limit,
}
