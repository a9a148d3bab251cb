"""Ways in which learners write a stored answer, and answers that are wrong. Pure text work that
shares nothing with the grader, so that it can measure it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

_COMMANDS = (
    (r"\\left|\\right|\\displaystyle|\\,|\\;|\\!|\\ |(?<!\\)\$", ""),
    (r"\\\$", "$"),
    (r"\\(?:text|mathrm)\s*\{([^{}]*)\}", r"\1"),
    (r"\\cdot|\\times|\\ast", "*"),
    (r"\\div", "/"),
    (r"\\leq?(?![a-z])", "<="),
    (r"\\geq?(?![a-z])", ">="),
    (r"\\neq?(?![a-z])", "!="),
    (r"\\infty", "infinity"),
    (r"\\cup", " U "),
    (r"\\pm", "+-"),
    (r"\\circ", "°"),
    (r"\\%", "%"),
    (r"\*\*", "^"),
)
_INNERMOST = (
    (r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"((\1)/(\2))"),
    (r"\\sqrt\s*\[3\]\s*\{([^{}]*)\}", r"cbrt(\1)"),
    (r"\\sqrt\s*\{([^{}]*)\}", r"sqrt(\1)"),
    (r"\^\s*\{([^{}]*)\}", r"^(\1)"),
    (r"_\s*\{([^{}]*)\}", r"_\1"),
)
_SIMPLE = (
    (r"(?<![\w)])\((-?\w+(?:\.\d+)?)\)(?=[/)]|$)", r"\1"),  # (3)/(4) as people write it
    (r"(?<=/)\((\w+)\)", r"\1"),
    (r"\^\((\w+)\)", r"^\1"),
)
_NUMBER = re.compile(
    r"(-?\d+(?:\.\d+)?)(?:/(\d+))?"
    r"|\(*(-?\d+)\)*/\(?(\d+)\)*"
)
_LAST_WHOLE = re.compile(r"\d+(?!.*\d)", re.DOTALL)
_NAMED = re.compile(r"([A-Za-z])\s*=\s*([^=]+)")


def plain(latex: str) -> str:
    """LaTeX as it is typed without: ``\\frac{x}{2}`` → ``x/2``."""
    if re.search(r"\\begin|\\sqrt\s*\[[^3]", latex):  # nobody has another way to type these
        return latex
    text = latex
    for pattern, short in _COMMANDS:
        text = re.sub(pattern, short, text)
    for _ in range(6):  # nested fractions, from the inside out
        before = text
        for pattern, short in _INNERMOST:
            text = re.sub(pattern, short, text)
        if text == before:
            break
    text = re.sub(r"\\([A-Za-z]+)", r"\1 ", text)
    if re.fullmatch(r"\(\([^()]*\)/\([^()]*\)\)", text):
        text = text[1:-1]
    for pattern, short in _SIMPLE:
        text = re.sub(pattern, short, text)
    return " ".join(text.split())


def value(text: str) -> Fraction | None:
    """The number that a plain text is; None for anything but a number or a fraction."""
    found = _NUMBER.fullmatch(plain(text).replace(" ", ""))
    if not found:
        return None
    top, bottom = (found[1], found[2]) if found[1] else (found[3], found[4])
    return Fraction(top) / Fraction(bottom or 1) if bottom != "0" else None


def decimal(text: str) -> str | None:
    """A fraction as a decimal, rounded to four places or three digits; None for anything else."""
    number = value(text)
    if number is None or number.denominator == 1:
        return None
    exact = f"{float(number):.10f}".rstrip("0")
    if Fraction(exact) == number:
        return exact
    return f"{float(number):.4f}" if abs(number) >= Fraction(1, 10) else f"{float(number):.3g}"


def wrong(text: str) -> Iterator[tuple[str, str]]:
    """Slips in a plain answer, with the kind of slip: ``sign`` and ``off_by_one``."""
    number, named = value(text), _NAMED.fullmatch(text)
    if number is not None:
        if number:
            yield "sign", text[1:] if text.startswith("-") else f"-{text}"
    elif named and value(named[2]):
        yield "sign", f"{named[1]} = -({named[2]})"
    elif not re.search(r"[=<>,;\[\]{}|]|infinity|\bU\b|[^\W\d_]{4,}", text):
        yield "sign", f"-({text})"
    if last := _LAST_WHOLE.search(text):
        more = str(int(last[0]) + 1)
        yield "off_by_one", f"{text[: last.start()]}{more}{text[last.end() :]}"
