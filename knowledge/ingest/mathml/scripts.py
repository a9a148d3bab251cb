"""What stands lower, higher, above or below: scripts, limits and accents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.ingest.mathml.tokens import Kind, Piece
from knowledge.ingest.mathml.tree import Element, Render, bare, children, name, nth, only

_BARS = frozenset("¯‾–―—−_-̅")
_ACCENTS = {
    "^": "hat", "ˆ": "hat", "̂": "hat", "∧": "hat", "→": "vec", "⇀": "vec", "⟶": "vec",
    "~": "tilde", "˜": "tilde", "∼": "tilde", ".": "dot", "˙": "dot", "¨": "ddot", "..": "ddot",
    "˘": "breve", "ˇ": "check", "⏞": "overbrace", "︷": "overbrace",
}  # fmt: skip
_WIDE = {"bar": "overline", "hat": "widehat", "tilde": "widetilde", "vec": "overrightarrow"}
_BRACES_BELOW = frozenset("⏟︸")
_LIMITS = re.compile(
    r"\\(?:Sigma|Pi|sum|prod|coprod|i*int|oint|bigcup|bigcap|lim|max|min|sup|inf)"
    r"(?:[_^](?:\w|\{.*\}))?",
    re.DOTALL,
)
_LARGE = {r"\Sigma": r"\sum", r"\Pi": r"\prod"}
"""A capital sigma with limits is a sum."""
_LOWERED = frozenset(["msub", "msubsup"])
_RAISED = frozenset(["msup", "msubsup"])


def sub(element: Element, render: Render) -> Piece:
    return _scripted(element, render, _script(element, 1, render), "")


def sup(element: Element, render: Render) -> Piece:
    return _scripted(element, render, "", _script(element, 1, render))


def subsup(element: Element, render: Render) -> Piece:
    return _scripted(element, render, _script(element, 1, render), _script(element, 2, render))


def multiscripts(element: Element, render: Render) -> Piece:
    """Base, (sub, sup) pairs, and after ``mprescripts`` the pairs that stand before the base."""
    base, *rest = children(element) or [None]
    split = next((n for n, child in enumerate(rest) if name(child) == "mprescripts"), len(rest))
    before = "".join(_pairs(rest[split + 1 :], render))
    after = "".join(_pairs(rest[:split], render))
    return Piece((f"{{}}{before}" if before else "") + render(base) + after)


def _pairs(scripts: Sequence[Element], render: Render) -> Iterator[str]:
    for position in range(0, len(scripts), 2):
        low, *high = (_one_letter(render(child)) for child in scripts[position : position + 2])
        yield f"_{_braced(low)}" if low else ""
        yield f"^{_braced(high[0])}" if high and high[0] else ""


def _script(element: Element, position: int, render: Render) -> str:
    return _one_letter(render(nth(element, position)))


def _one_letter(latex: str) -> str:
    """One letter of upright text stays a letter: ``x_f``, not ``x_{\\text{f}}``."""
    letter = re.fullmatch(r"\\text\{\s*([A-Za-z])\s*\}", latex)
    return letter[1] if letter else latex


def _braced(latex: str) -> str:
    return latex if re.fullmatch(r"[A-Za-z0-9]", latex) else f"{{{latex}}}"


def _scripted(element: Element, render: Render, low: str, high: str) -> Piece:
    base = nth(element, 0)
    core = render(base)
    kind: Kind = "op" if re.match(r"\\(sum|prod|int|log|lim)\b", core) else "ord"
    inner = name(only(base)) if base is not None else ""
    ends = re.search(r"[_^](?:\w|\{[^{}]*\})$", core) if inner not in _LOWERED | _RAISED else None
    twice = ends or (inner in _LOWERED and low) or (high and (inner in _RAISED or "'" in core))
    if twice:  # anything else lands on the base's end, as in print
        core = f"{{{core}}}"
    if not core and "_" in low and not high:  # books lower what carries its own subscript
        return Piece(low)
    below = f"_{_braced(low)}" if low else ""
    if re.fullmatch(r"'+|°", high):  # raised by themselves
        return Piece(f"{core or '{}'}{high}{below}", kind)
    above = f"^{_braced(high)}" if high else ""
    return Piece(f"{core or '{}'}{below}{above}", kind)


def over(element: Element, render: Render) -> Piece:
    base, mark = render(nth(element, 0)), bare(nth(element, 1))
    accent = "bar" if mark in _BARS else _ACCENTS.get(mark)
    if accent:
        wide = len(base) > 1 and not re.fullmatch(r"\\[A-Za-z]+", base)
        return Piece(rf"\{_WIDE.get(accent, accent) if wide else accent}{{{base}}}")
    high = _script(element, 1, render)
    if _LIMITS.fullmatch(base):
        return Piece(f"{_LARGE.get(base, base)}^{_braced(high)}", "op")
    return Piece(rf"\overset{{{high}}}{{{base}}}") if high else Piece(base)


def under(element: Element, render: Render) -> Piece:
    base, mark = render(nth(element, 0)), bare(nth(element, 1))
    if mark in _BARS:
        return Piece(rf"\underline{{{base}}}")
    if mark in _BRACES_BELOW:
        return Piece(rf"\underbrace{{{base}}}")
    low = _script(element, 1, render)
    if _LIMITS.fullmatch(base):
        return Piece(f"{_LARGE.get(base, base)}_{_braced(low)}", "op")
    if base.startswith(r"\underbrace{"):
        return Piece(f"{base}_{_braced(low)}")
    return Piece(rf"\underset{{{low}}}{{{base}}}") if low else Piece(base)


def under_over(element: Element, render: Render) -> Piece:
    base = render(nth(element, 0))
    low, high = _script(element, 1, render), _script(element, 2, render)
    if _LIMITS.fullmatch(base):
        return Piece(f"{_LARGE.get(base, base)}_{_braced(low)}^{_braced(high)}", "op")
    return Piece(rf"\underset{{{low}}}{{\overset{{{high}}}{{{base}}}}}")
