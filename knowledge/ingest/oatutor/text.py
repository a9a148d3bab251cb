"""OATutor's texts → our Markdown.

``$$…$$`` is inline maths there, numbers and even words stand in it, ``\\n`` is written out, and
pictures are named as ``##figure1.gif##``.
"""

from __future__ import annotations

import re

from knowledge.ingest import lines

_PICTURE = re.compile(r"##\s*[\w.-]+\.(?:gif|png|jpe?g|svg)\s*(?:##)?", re.IGNORECASE)
_MATH = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?|[-+]?\.\d+")
_WORDS = re.compile(r"(?:[A-Za-z]-)?[A-Za-z]{3,}(?:[- ][A-Za-z]+)*[.,]?")
_IN_MATH = re.compile(
    r"\\(?:begin|end|text|operatorname|mathrm)\{[^}]*\}|\\[A-Za-z]+"
    r"|(?<![A-Za-z])([A-Za-z]{4,}|the|and|per|mph|sum|DNE|LCM|GCF)(?![A-Za-z])"
)
"""Commands, and words that stand in formulas as if they were variables (in group 1)."""
_MONEY = re.compile(r"\\?\$\s*([\d.,]+)")


def has_picture(*texts: str) -> bool:
    return any(_PICTURE.search(text) for text in texts)


def markdown(raw: str) -> str:
    """Our Markdown; pictures leave nothing behind."""
    text = _PICTURE.sub(" ", raw)
    text = re.sub(r"\$\$\s*\*\s*\$\$", r" \\cdot ", text)
    text = re.sub(r"\$\$ \$\$", " ", text)
    parts, end = [], 0
    for formula in _MATH.finditer(text):
        parts += [_words(text[end : formula.start()]), _formula(formula[1])]
        end = formula.end()
    parts.append(_words(text[end:]))
    tidied = (lines.tidy(part, "en") for part in "".join(parts).split("\n"))
    return "\n\n".join(lines.line_start(part) for part in tidied if part)


def line(raw: str) -> str:
    """The same on one line: for choices, answers and titles."""
    return " ".join(markdown(raw).split())


def _words(raw: str) -> str:
    """Text between formulas; a written-out ``\\n`` ends the line."""
    return "\n".join(lines.text(part) for part in re.split(r"\\n|\n", raw.replace("$$", "")))


def _formula(raw: str) -> str:
    latex = " ".join(raw.split())
    latex = re.sub(r"\\operatorname\{(-?[\d.]+)\}", r"\1", latex)
    latex = re.sub(
        r"(\\times|\\cdot)?\{(\d+|[A-Za-z])\}\^", lambda m: f"{m[1] or ''} {m[2]}^", latex
    ).strip()
    money = _MONEY.fullmatch(latex)
    if money:
        return rf"\${money[1]}"
    if _NUMBER.fullmatch(latex) or _WORDS.fullmatch(latex):  # needs no maths to be read
        return latex
    latex = _IN_MATH.sub(lambda word: rf"\text{{{word[1]}}}" if word[1] else word[0], latex)
    latex = re.sub(r"\s*([<>])\s*", r" \1 ", latex.replace("} \\text{", r"}\,\text{"))
    return f"${latex.strip()}$" if latex else ""


def plain_latex(answer: str) -> str:
    """A formula without its dollars, for comparing."""
    return re.sub(r"\s|\$", "", answer)
