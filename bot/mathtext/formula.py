"""One LaTeX formula -> readable Unicode. A small recursive reader; the tables are unicodeit's."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.mathtext.layout import ENVIRONMENTS, Atom, one_line, several_lines, symbol, table
from bot.mathtext.rules import accented, character, fraction, is_single, script
from bot.mathtext.symbols import ACCENTS, FUNCTIONS, SYMBOLS

_LEXEME = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_MAX_DEPTH = 40
_MAX_LENGTH = 4_000

_LITERAL = {r"\text", r"\textrm", r"\textbf", r"\textit", r"\textnormal", r"\mbox", r"\emph"}
_TRANSPARENT = {
    *(r"\mathrm", r"\mathbf", r"\mathit", r"\mathsf", r"\mathtt", r"\boldsymbol", r"\bm"),
    *(r"\underbrace", r"\overbrace", r"\mathop", r"\boxed", r"\ensuremath"),
}
_INVISIBLE = {r"\phantom", r"\hphantom", r"\vphantom", r"\color", r"\label"}
_SIZES = re.compile(r"\\(left|right|middle|[bB]igg?[lrm]?)$")
_FRACTIONS = {r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"}
_ALPHABETS = {r"\mathbb", r"\mathcal", r"\mathscr", r"\mathfrak"}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_PRIMES = {"'": "′", "’": "′"}


class _Unreadable(ValueError):
    """The formula has something this reader doesn't know; its source is shown instead."""


def to_unicode(latex: str, *, display: bool = False) -> str:
    """A formula (without its dollar signs) as readable text.

    Args:
        display: may take several lines (matrices, cases); otherwise one line.

    Returns the LaTeX itself, trimmed, where it can't be read: never half a formula.
    """
    if len(latex) > _MAX_LENGTH:
        return latex.strip()
    try:
        reader = _Reader(_LEXEME.findall(latex))
        rows = reader.rows(end=None)
        if len(rows) == 1 and len(rows[0]) == 1:
            atoms = rows[0][0]
            return several_lines(atoms) if display else one_line(atoms)
        lines = [" ".join(one_line(cell) for cell in row) for row in rows]
        return ("\n" if display else "; ").join(line for line in lines if line)
    except _Unreadable:
        return latex.strip()


class _Reader:
    """Reads lexemes from left to right into atoms."""

    def __init__(self, lexemes: list[str]) -> None:
        self._lexemes = lexemes
        self._at = 0
        self._depth = 0

    # ---- lexemes ----

    def _peek(self) -> str:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else ""

    def _next(self) -> str:
        lexeme = self._peek()
        self._at += 1
        return lexeme

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self._at += 1

    # ---- rows, cells, groups ----

    def rows(self, end: str | None) -> list[list[list[Atom]]]:
        r"""Everything up to ``\end{end}`` (or the end), cut at ``\\`` and ``&``."""
        rows: list[list[list[Atom]]] = [[[]]]
        while True:
            rows[-1][-1] = self._sequence()
            lexeme = self._next()
            if lexeme == "&":
                rows[-1].append([])
            elif lexeme in (r"\\", r"\newline", r"\cr"):
                self._optional()
                rows.append([[]])
            elif (self._raw() if lexeme == r"\end" else None) == end and lexeme in ("", r"\end"):
                break
            else:
                raise _Unreadable(lexeme)
        return rows if any(rows[-1]) and rows[-1] != [[]] else rows[:-1] or [[[]]]

    def _sequence(self) -> list[Atom]:
        """Atoms up to something that ends a cell or a group (left for the caller)."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _Unreadable("nested too deeply")
        atoms: list[Atom] = []
        while self._peek() not in ("", "}", "&", r"\\", r"\end", r"\newline", r"\cr"):
            lexeme = self._next()
            if lexeme in ("^", "_") or lexeme in _PRIMES:
                base = atoms.pop() if atoms and atoms[-1].kind != "space" else Atom("")
                prime = _PRIMES.get(lexeme)
                atoms.append(base.followed_by(prime or script(lexeme, self._line(tight=True))))
            else:
                atoms += self._atom(lexeme)
        self._depth -= 1
        return atoms

    def _group(self) -> list[Atom]:
        """The atoms of one argument: ``{…}``, one command or one character."""
        self._skip_space()
        lexeme = self._next()
        if lexeme == "{":
            atoms = self._sequence()
            if self._next() != "}":
                raise _Unreadable("unbalanced")
            return atoms
        if lexeme in ("", "}", "&", "^", "_", r"\\", r"\end"):
            raise _Unreadable("a missing argument")
        return self._atom(lexeme)

    def _line(self, *, tight: bool = False) -> str:
        return one_line(self._group(), tight=tight)

    def _raw(self) -> str:
        """The source of a braced argument, as written."""
        self._skip_space()
        if self._next() != "{":
            raise _Unreadable("a missing argument")
        depth, text = 1, ""
        while True:
            lexeme = self._next()
            depth += {"{": 1, "}": -1}.get(lexeme, 0)
            if lexeme == "" or depth == 0:
                break
            text += lexeme
        if depth:
            raise _Unreadable("unbalanced")
        return text

    def _optional(self) -> str | None:
        """The text of a ``[…]`` argument, if there is one."""
        if self._peek() != "[" or "]" not in self._lexemes[self._at :]:
            return None
        end = self._lexemes.index("]", self._at)
        text = "".join(self._lexemes[self._at + 1 : end])
        self._at = end + 1
        return text

    # ---- pieces ----

    def _atom(self, lexeme: str) -> list[Atom]:
        if lexeme == "{":
            self._at -= 1
            return self._braced()
        if lexeme == "}":
            raise _Unreadable("unbalanced")
        if not lexeme.startswith("\\"):
            return [character(lexeme)]
        return self._command(lexeme)

    def _braced(self) -> list[Atom]:
        atoms = self._group()
        if len(atoms) > 1 and self._peek() in ("^", "_"):  # the script belongs to all of {a+b}^2
            text = one_line(atoms)
            return [Atom(text, closed=f"({text})")]
        return atoms

    def _command(self, lexeme: str) -> list[Atom]:
        special = self._structure(lexeme.rstrip("*"))
        if special is not None:
            return special
        name = lexeme[1:].rstrip("*")
        if name in FUNCTIONS:
            return [Atom(name, "word")]
        if lexeme not in SYMBOLS:
            raise _Unreadable(lexeme)
        if name.isalpha():
            self._skip_space()  # as TeX does: the space only ends the command's name
        if lexeme == r"\mid":
            return [Atom("|", "relation")]
        return [symbol(SYMBOLS[lexeme])] if SYMBOLS[lexeme] else []

    def _structure(self, name: str) -> list[Atom] | None:
        """Commands with arguments; None when ``name`` isn't one of them."""
        if name in ACCENTS:
            return [symbol(accented(self._line(tight=True), ACCENTS[name]))]
        if name in _ALPHABETS:
            source = self._raw()
            return [Atom(SYMBOLS.get(f"{name}{{{source}}}", source))]
        read = self._readers().get("\\left" if _SIZES.match(name) else name)
        return read() if read else None

    def _readers(self) -> dict[str, Callable[[], list[Atom]]]:
        return {
            **dict.fromkeys(_FRACTIONS, lambda: [fraction(self._line(), self._line())]),
            **dict.fromkeys(_LITERAL, lambda: [Atom(self._raw().replace("$", ""))]),
            **dict.fromkeys(_TRANSPARENT, self._group),
            **dict.fromkeys(_INVISIBLE, self._nothing),
            r"\left": self._delimiter,
            r"\sqrt": self._root,
            r"\begin": self._environment,
            r"\binom": lambda: [Atom(f"({self._line()} choose {self._line()})")],
            r"\pmod": lambda: [Atom(f" (mod {self._line()})")],
            r"\operatorname": lambda: [Atom(self._line(), "word")],
            r"\overset": lambda: self._stacked("^"),
            r"\stackrel": lambda: self._stacked("^"),
            r"\underset": lambda: self._stacked("_"),
            r"\hspace": lambda: [*self._nothing(), Atom(" ", "space")],
            r"\tag": lambda: [Atom(f"  ({self._raw()})")],
            r"\textcolor": lambda: self._nothing() + self._group(),
        }

    def _nothing(self) -> list[Atom]:
        self._raw()
        return []

    def _stacked(self, mark: str) -> list[Atom]:
        small = script(mark, self._line(tight=True))
        return [Atom(self._line()).followed_by(small)]

    def _delimiter(self) -> list[Atom]:
        self._skip_space()
        lexeme = self._next()
        if lexeme in ("", "{", "}"):
            raise _Unreadable("a missing delimiter")
        char = SYMBOLS.get(lexeme, lexeme)
        return [] if char == "." else [Atom(char)]

    def _root(self) -> list[Atom]:
        index = (self._optional() or "").strip()
        sign = _ROOTS.get(index) or script("^", to_unicode(index)) + "√"
        inner = self._line()
        closed = f"{sign}({inner})"
        return [Atom(f"{sign}{inner}", "root", closed) if is_single(inner) else Atom(closed)]

    def _environment(self) -> list[Atom]:
        name = self._raw()
        if name not in ENVIRONMENTS:
            raise _Unreadable(name)
        if name == "array":
            self._raw()  # the columns' alignment
        rows = self.rows(end=name)
        return [table(name, [[one_line(cell) for cell in row] for row in rows])]
