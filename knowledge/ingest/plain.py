"""Plain text → Markdown: what Markdown would misread is escaped, formulas are kept.

Formulas are recognised in the forms people type or export: ``$$…$$``, ``\\[…\\]``, ``\\(…\\)``
and ``$…$`` under Pandoc's rule (no space inside the dollars, no digit after them) if what is
between the dollars looks like maths, so that "$5 and $10" stays money.
"""

from __future__ import annotations

import re

_MATH = re.compile(
    r"\$\$(?P<display>[^$]{1,2000}?)\$\$"
    r"|\\\[(?P<bracket>.{1,2000}?)\\\]"
    r"|\\\((?P<paren>.{1,1000}?)\\\)"
    r"|(?<![\\$\w])\$(?=[^\s$])(?P<inline>[^$\n]{0,500}?[^\s$\\])\$(?![\d$])",
    re.DOTALL,
)
_LOOKS_LIKE_MATH = re.compile(r"[\\^_={}<>+]|^-?[A-Za-z]('|\([A-Za-z0-9, ]*\))?$|^[A-Za-z]\s*[-*/]")
_SPECIAL = re.compile(
    r"[\\`$]"
    r"|\*(?=\S)|(?<=\S)\*"
    r"|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])"
    r"|\](?=\()"
)
_ANYTHING = re.compile(r"[\\`$*_<>\](#=~]|^[ \t]*-+[ \t]*$", re.MULTILINE)
_LINE_START = re.compile(
    r"^([ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*)(#{1,6}(?=\s|$)|>|=+[ \t]*$|-+[ \t]*$|~{3,})",
    re.MULTILINE,
)
_LINK = re.compile(r"(?<!\\)\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(?<![\\*])(\*{1,2}|`)(?=\S)((?:[^*`\\]|\\.)*?\S)\1(?!\*)")
_BACKSLASH = re.compile(r"\\([\\`*_<>\]#=~-])")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\ufeff\ufffe\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"  # surrogates, private use
)


def to_markdown(text: str) -> str:
    """Text as Markdown that reads the same; line breaks and list marks at line starts stay."""
    parts: list[str] = []
    end = 0
    text = without_controls(text)
    if not _ANYTHING.search(text):  # most pieces of prose
        return text
    for match in _MATH.finditer(text):
        formula = _formula(match)
        if formula is None:
            continue
        parts += [escape(text[end : match.start()]), formula]
        end = match.end()
    return "".join([*parts, escape(text[end:])])


def escape(text: str) -> str:
    """Backslashes before what Markdown or LaTeX would take as a mark."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))


def without_controls(text: str) -> str:
    """Without characters that show nothing: control, private use, lone surrogates, soft hyphens."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def unmarked(markdown: str) -> str:
    """Inline Markdown as a title shows it: no emphasis, links or backslashes; formulas stay."""
    text = _LINK.sub(r"\1", markdown)
    for _ in range(3):  # ***both*** is two layers
        text = _EMPHASIS.sub(r"\2", text)
    return _BACKSLASH.sub(r"\1", text)


def inline_math(latex: str) -> str:
    """``$…$`` around LaTeX; empty for none."""
    latex = " ".join(latex.split()).replace("$", r"\$")
    return f"${latex}$" if latex else ""


def display_math(latex: str) -> str:
    """``$$…$$`` around LaTeX; empty for none."""
    latex = " ".join(latex.split()).replace("$", r"\$")
    return f"$${latex}$$" if latex else ""


def _formula(match: re.Match[str]) -> str | None:
    if match["display"] is not None:
        return display_math(match["display"]) or None
    if match["bracket"] is not None:
        return display_math(match["bracket"]) or None
    if match["paren"] is not None:
        return inline_math(match["paren"]) or None
    inline = match["inline"]
    return inline_math(inline) if _LOOKS_LIKE_MATH.search(inline) else None


# ---- small raised and lowered text ----------------------------------------------------------

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ")


_ORDINALS = frozenset("th st nd rd er re e o a os as TM".split())


def raised(text: str) -> str:
    """Superscript in Unicode (``x²``) where every character has one, else ``^(…)``."""
    if text.strip() in _ORDINALS:
        return text
    return _shifted(text, _RAISED, "^")


def lowered(text: str) -> str:
    """Subscript in Unicode (``H₂O``) where every character has one, else ``_(…)``."""
    return _shifted(text, _LOWERED, r"\_")


def _shifted(text: str, table: dict[int, int], mark: str) -> str:
    bare = text.strip()
    if not bare:
        return text
    if all(ord(char) in table for char in bare):
        return bare.translate(table)
    return f"{mark}{bare}" if len(bare) == 1 else f"{mark}({bare})"
