"""MathML's leaves → LaTeX: identifiers, numbers, operators and words, as `Piece`s to be joined.

Books misuse the leaves (a decimal point in ``mtext``, a unit in ``mn``, a product in ``mi``), so a
leaf is judged by what it holds first and by its name second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["ord", "op", "bin", "rel", "open", "close", "punct", "space", "text"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of LaTeX and how it sits between its neighbours."""

    latex: str
    kind: Kind = "ord"


_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "vartheta", "ι": "iota", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ϖ": "varpi", "ρ": "rho",
    "ϱ": "varrho", "σ": "sigma", "ς": "varsigma", "τ": "tau", "υ": "upsilon", "φ": "varphi",
    "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta",
    "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "ϒ": "Upsilon",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
    # Greek capitals (and omicron) that LaTeX writes with Latin letters
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N",
    "Ο": "O", "ο": "o", "Ρ": "P", "Τ": "T", "Χ": "X",
}  # fmt: skip
_ORDINARY = {
    "∞": r"\infty", "∂": r"\partial", "∇": r"\nabla", "ℓ": r"\ell", "ℏ": r"\hbar", "ħ": r"\hbar",
    "∅": r"\emptyset", "Ø": r"\emptyset", "∀": r"\forall", "∃": r"\exists", "¬": r"\neg",
    "∠": r"\angle", "△": r"\triangle", "…": r"\dots", "⋯": r"\cdots", "⋮": r"\vdots",
    "⋱": r"\ddots", "∴": r"\therefore", "½": r"\frac{1}{2}", "¼": r"\frac{1}{4}",
    "¾": r"\frac{3}{4}", "²": "^2", "³": "^3", "¹": "^1", "′": "'", "’": "'", "″": "''",
    "‴": "'''", "ʹ": "'", "%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_",
    "$": r"\$", "\\": r"\backslash", "^": r"\wedge", "ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}",
    "ℤ": r"\mathbb{Z}", "ℚ": r"\mathbb{Q}", "ℂ": r"\mathbb{C}", "¯": r"\bar{}", "`": "'",
    "Å": r"\text{Å}",
}  # fmt: skip
_LARGE = {
    "∑": r"\sum", "∏": r"\prod", "∐": r"\coprod", "∫": r"\int", "∬": r"\iint", "∭": r"\iiint",
    "∮": r"\oint", "⋃": r"\bigcup", "⋂": r"\bigcap",
}  # fmt: skip
_BINARY = {
    "+": "+", "-": "-", "−": "-", "–": "-", "—": "-", "±": r"\pm", "∓": r"\mp", "×": r"\times",
    "⋅": r"\cdot", "·": r"\cdot", "∙": r"\cdot", "•": r"\cdot", "÷": r"\div", "∩": r"\cap",
    "∪": r"\cup", "∧": r"\wedge", "∨": r"\vee", "∘": r"\circ", "⊕": r"\oplus", "⊗": r"\otimes",
    "∖": r"\setminus", "*": "*", "∗": "*", "⋆": r"\star",
}  # fmt: skip
_RELATION = {
    "=": "=", "<": "<", ">": ">", "≤": r"\le", "⩽": r"\le", "≥": r"\ge", "⩾": r"\ge", "≠": r"\ne",
    "≈": r"\approx", "≅": r"\cong", "≃": r"\simeq", "≡": r"\equiv", "∼": r"\sim", "∽": r"\sim",
    "~": r"\sim",
    "∝": r"\propto", "≪": r"\ll", "≫": r"\gg", "→": r"\to", "⟶": r"\longrightarrow",
    "←": r"\leftarrow", "↔": r"\leftrightarrow", "⇒": r"\Rightarrow", "⟹": r"\implies",
    "⇐": r"\Leftarrow", "⇔": r"\Leftrightarrow", "⇌": r"\rightleftharpoons", "↦": r"\mapsto",
    "↑": r"\uparrow", "↓": r"\downarrow", "∈": r"\in", "∉": r"\notin", "∋": r"\ni",
    "⊂": r"\subset", "⊆": r"\subseteq", "⊃": r"\supset", "⊇": r"\supseteq", "⊥": r"\perp",
    "∥": r"\parallel", "∣": "|", ":": ":", "∶": ":", "≜": r"\triangleq",
}  # fmt: skip
OPENING = {"(": "(", "[": "[", "{": r"\{", "⟨": r"\langle", "〈": r"\langle", "⌊": r"\lfloor",
           "⌈": r"\lceil", "‖": r"\|"}  # fmt: skip
CLOSING = {")": ")", "]": "]", "}": r"\}", "⟩": r"\rangle", "〉": r"\rangle", "⌋": r"\rfloor",
           "⌉": r"\rceil"}  # fmt: skip
_INVISIBLE = re.compile("[\u200b-\u200f\u2061-\u2064\ufeff\u00ad\ufe00-\ufe0f]")
_SPACE = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\u00b5\u2126\u212b\u2206]")
_ORDINAL_AS_DEGREE = re.compile(r"(?<![.\w])º|(?<=\d)º|˚")
_HATS = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0307": "dot", "\u20d7": "vec"}

FUNCTIONS = frozenset(
    "sin cos tan sec csc cot arcsin arccos arctan sinh cosh tanh coth log ln lg exp lim max min "
    "sup inf det dim gcd ker deg arg".split()
)
_LEAD_NUMBER = re.compile(r"\s*([-−–+]?\s?(?:\d[\d.,]*(?<![.,])|\.\d+))(?!\w)")
_NUMBER = re.compile(r"(?:\d[\d.,]*|\.\d+)")
_WORD = re.compile(r"[^\W\d_]{4,}|[^\W\d_]+ [^\W\d_]+")
_END = 100
"""Characters; more than a command's name and the space around it."""
_TEXT_SPECIAL = {"\\": r"\backslash ", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#",
                 "&": r"\&", "_": r"\_", "$": r"\$", "^": r"\^{}", "~": r"\sim "}  # fmt: skip


def clean(text: str) -> str:
    """A leaf's characters without invisible ones; every run of space is one blank."""
    text = _STYLED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _ORDINAL_AS_DEGREE.sub("°", text)
    return _SPACE.sub(" ", _CONTROL.sub("", _INVISIBLE.sub("", text)))


def identifier(text: str) -> list[Piece]:
    """An ``mi``: a letter, a function's name, a short product (``mgh``) or a word."""
    bare = clean(text).strip()
    if bare in FUNCTIONS:
        return [Piece(f"\\{bare}", "op")]
    if _WORD.search(bare) or len(bare) > 12:
        return words(text)
    return symbols(bare)


def number(text: str) -> list[Piece]:
    """An ``mn``: digits, perhaps with the unit (``0 m``), a sign or a letter."""
    bare = clean(text)
    lead = _LEAD_NUMBER.match(bare)
    rest = bare[lead.end() :] if lead else bare
    if lead and re.search(r"[^\W\d_]", rest):  # what follows the number is a unit
        return [*symbols(lead[1]), *_unit(rest)]
    return words(bare) if _WORD.search(bare) else symbols(bare)


def operator(text: str) -> list[Piece]:
    """An ``mo``."""
    bare = clean(text)
    if not bare.strip():
        return [Piece(r"\,", "space")] if bare else []
    if bare.strip() in FUNCTIONS:
        return [Piece(f"\\{bare.strip()}", "op")]
    return words(bare) if _WORD.search(bare) else symbols(bare.strip())


def words(text: str) -> list[Piece]:
    """An ``mtext``: words stay upright; numbers and signs in it are maths all the same."""
    bare = clean(text)
    if not bare.strip():
        return [Piece(r"\,", "space")] if bare else []
    if bare.strip() in FUNCTIONS:
        return [Piece(f"\\{bare.strip()}", "op")]
    if bare.strip() in _GREEK or re.fullmatch(r"[\d.,]+[a-z]", bare):  # 2x
        return symbols(bare.strip())
    if not re.search(r"[^\W\d_]", bare):
        return symbols(bare.strip() if len(bare.strip()) == 1 else bare)
    lead = _LEAD_NUMBER.match(bare)
    if lead:
        return [*symbols(lead[1]), *_unit(bare[lead.end() :])]
    return [_upright(bare)]


def _unit(text: str) -> list[Piece]:
    """What follows a number: ``°`` and ``-`` stick to it, the rest is upright."""
    stuck = re.match(r"[°%'′-]+", text)
    if not stuck:
        return [_upright(text)]
    sign = Piece("".join(piece.latex for piece in symbols(stuck[0])))
    rest = text[stuck.end() :]
    return [sign, _upright(rest)] if rest.strip() else [sign]


def _upright(text: str) -> Piece:
    return Piece(rf"\text{{{''.join(_TEXT_SPECIAL.get(char, char) for char in text)}}}", "text")


def symbols(text: str) -> list[Piece]:
    """Every character as the maths it stands for; numbers stay in one piece."""
    pieces: list[Piece] = []
    position = 0
    while position < len(text):
        found = _NUMBER.match(text, position)
        if found:
            pieces.append(Piece(found[0]))
            position = found.end()
        else:
            pieces.append(_symbol(text[position]))
            position += 1
    return pieces


def _symbol(char: str) -> Piece:
    if char in _GREEK:
        name = _GREEK[char]
        return Piece(name if len(name) == 1 else f"\\{name}")
    for table, kind in _TABLES:
        if char in table:
            return Piece(table[char], kind)
    if char in ",;":
        return Piece(char, "punct")
    if char == " ":
        return Piece("", "space")
    return Piece(_accented(char))


_TABLES: tuple[tuple[dict[str, str], Kind], ...] = (
    (_BINARY, "bin"), (_RELATION, "rel"), (OPENING, "open"), (CLOSING, "close"),
    (_LARGE, "op"), (_ORDINARY, "ord"),
)  # fmt: skip


def _accented(char: str) -> str:
    letter, *marks = list(unicodedata.normalize("NFD", char))
    if len(marks) == 1 and marks[0] in _HATS:
        return rf"\{_HATS[marks[0]]}{{{letter}}}"
    return char


def join(pieces: Iterable[Piece]) -> str:
    """One line of LaTeX: relations and binary operators set off, letters apart from commands."""
    done: list[str] = []
    end = ""  # only the end matters for what comes next: a long row stays linear
    before: Piece | None = None
    for piece in pieces:
        if len(end) > 2 * _END:
            done.append(end[:-_END])
            end = end[-_END:]
        if piece.kind == "space" and (not piece.latex or end.endswith(" ")):
            end = end.rstrip(" ") + " "
            continue
        end = _append(end, piece, before)
        before = piece
    return re.sub(r" {2,}", " ", "".join([*done, end])).strip()


def _append(out: str, piece: Piece, before: Piece | None) -> str:
    latex, left = piece.latex, before.kind if before else "open"
    if piece.kind == "rel" or (piece.kind == "bin" and left in ("ord", "close", "text", "space")):
        return f"{_without_space(out)} {latex} "
    if piece.kind == "punct":
        return f"{out.rstrip(' ')}{latex} "
    if piece.kind == "text" and left in ("space", "punct"):
        latex = latex.replace(r"\text{ ", r"\text{", 1)
    if re.search(r"\d, $", out) and latex[:1].isdigit():
        return out.rstrip(" ") + latex  # 1,000 or a decimal comma
    return _after(out, latex)


def _without_space(out: str) -> str:
    """The thin spaces that authors put around an operator come with it already."""
    return re.sub(r"(?:\\,|(?<!\\) )+$", "", out)


def _after(out: str, latex: str) -> str:
    """Keeps ``\\alpha x`` and ``x^2 3`` apart."""
    runs_on = re.search(r"\\[A-Za-z]+$", out) and latex[:1].isalpha()
    ambiguous = re.search(r"[_^][A-Za-z0-9]$", out) and latex[:1].isalnum()
    return f"{out} {latex}" if runs_on or ambiguous else out + latex
