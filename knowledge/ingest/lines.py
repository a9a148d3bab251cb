"""One line of Markdown: text escaped for it, scripts and formulas in it, and its tidying."""

from __future__ import annotations

import re

from knowledge.ingest import plain

_BLANK = re.compile(r"([^\s\\]?)((?:\\_|_){3,})")
_EMPTY_PARENTHESES = re.compile(
    r"(?:[ \t]+|^)\(\s*(?:see|ver|véase|vea|cf\.|zob\.)?[\s,;.]*\)", re.IGNORECASE | re.MULTILINE
)
_BEFORE_MARK = re.compile(r"(?<=\S)[ \t]+([,.;:!?)])(?=[\s)\]]|$)")
_BEFORE_STOP = re.compile(r"(?<=\S)[ \t]+([,.)])(?=[\s)\]]|$)")
_TWINS = re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]+)(?<=\S)\*\*(?=\w)([^*\n]+)\*(?!\*)")

_SUPERSCRIPTS = dict(zip("0123456789+-−–=()nijabcdefghklmoprstuvwxyz",
                         "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱʲᵃᵇᶜᵈᵉᶠᵍʰᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))  # fmt: skip
_SUBSCRIPTS = dict(zip("0123456789+-−–=()aehijklmnoprstuvx",
                       "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))  # fmt: skip
_SPECIAL = re.compile(
    r"[\\`$*]|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])|<(?=[A-Za-z/!?])|\](?=\()|~(?=~)"
)
_LINE_MARK = re.compile(
    r"^(?=>|[-+](?:\s|$)|#{1,6}(?:\s|$)|~{3}|=+[ \t]*$|([-_])(?:[ \t]*\1){2,}[ \t]*$|-+[ \t]*$)",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_STAY = frozenset(["′", "'", "º", "°", "®", "™"])
_LONGEST_BASE = 40
_BASE = re.compile(r"(?:\\?\*)?([A-Za-zΑ-Ωα-ω0-9]+)\*?$")


def text(raw: str) -> str:
    """A text node: white space collapsed, Markdown's marks escaped."""
    collapsed = re.sub(r"[ \t\r\n\f]+", " ", raw.replace("\u00a0", " ").replace("\u200b", ""))
    return _SPECIAL.sub(r"\\\g<0>", plain.without_controls(collapsed))


def line_start(paragraph: str) -> str:
    """A finished paragraph none of whose lines is taken for a heading, a list, a rule, a quote."""
    return _NUMBERED.sub(r"\1\\\2", _LINE_MARK.sub(r"\\", paragraph))


def tidy(line: str, language: str) -> str:
    """A finished paragraph: no stray spaces, no parentheses that lost their link."""
    line = re.sub(r"[ \t]{2,}(?!\n)", " ", line)
    line = _EMPTY_PARENTHESES.sub("", line)
    line = _TWINS.sub(r"*\1\2*", line)
    line = re.sub(r"(?<=\S)(?<!\*)\*{4}(?=[^\s*])", "", line)  # bold that goes on
    line = re.sub(r"\n[ \t]+", "\n", line)
    french = language.startswith("fr")  # sets a space before : ; ! ?
    line = (_BEFORE_STOP if french else _BEFORE_MARK).sub(r"\1", line)
    return _BLANK.sub(_blank, line).strip()


def _blank(found: re.Match[str]) -> str:
    """A blank to fill in: with a space before it, Markdown never takes it for emphasis."""
    before = f"{found[1]} " if found[1] else ""
    return before + found[2].replace("\\", "")


def formula(line: str, latex: str) -> str:
    """``line`` with a formula after it; one that follows another directly continues it."""
    latex = " ".join(latex.split())
    if not latex:
        return line
    if line.endswith("$") and not line.endswith(("$$", r"\$")):
        return f"{line[:-1]} {latex}$"
    return f"{line}${latex}$"


def display(latex: str) -> str:
    """A formula on lines of its own; empty for none."""
    latex = " ".join(latex.split())
    return f"$${latex}$$" if latex else ""


def raised(line: str, script: str) -> str:
    """``line`` with a superscript after it: in Unicode if it can be, as a formula if not."""
    return _script(line, script, _SUPERSCRIPTS, "^")


def lowered(line: str, script: str) -> str:
    """The same for a subscript."""
    return _script(line, script, _SUBSCRIPTS, "_")


def _script(line: str, script: str, letters: dict[str, str], mark: str) -> str:
    bare = script.strip().strip("*")
    stays = bare in _STAY or (mark == "^" and re.fullmatch(r"[a-z]{2,3}|\[?\d+\]", bare))
    if stays or not bare:
        return line + bare
    if all(char in letters for char in bare):
        return line + "".join(letters[char] for char in bare)
    shown = bare.replace("$", "")
    if "$" not in bare and re.search(r"[^\W\d_]{2,}", bare):
        shown = rf"\text{{{bare}}}"
    if line.endswith("$"):
        return f"{line[:-1]}{mark}{{{shown}}}$"
    end = line[-_LONGEST_BASE:]
    base = _BASE.search(end)
    before, letter = (line[: len(line) - len(base[0])], base[1]) if base else (line, "{}")
    return f"{before}${letter}{mark}{{{shown}}}$"


def emphasised(content: str, mark: str) -> str:
    """``*content*`` with white space kept outside of the marks; formulas need no emphasis."""
    bare = content.strip()
    if not bare or re.fullmatch(r"\$[^$]*\$", bare) or "\n\n" in bare:
        return content
    lead = content[: len(content) - len(content.lstrip())]
    trail = content[len(content.rstrip()) :]
    if mark == "**" and bare.startswith("**") and bare.endswith("**"):
        return content
    return f"{lead}{mark}{bare}{mark}{trail}"


def bare(markdown: str) -> str:
    """The text without emphasis marks and backslashes, on one line."""
    plain = re.sub(r"\\([^A-Za-z\s{}])", r"\1", markdown.replace("**", ""))
    return " ".join(re.sub(r"(?<!\w)\*|\*(?!\w)", "", plain).split())
