"""TOML with a memory for lines: course.toml and the front matter of a section."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from knowledge.markdown.syntax import blank, suggestion
from knowledge.problems import Problem

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")


class TooManyProblems(Exception):
    """A file so wrong that more reports would help nobody."""


class Report:
    """Collects what is wrong with one file."""

    limit = 200

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.errors = 0

    def error(self, line: int | None, message: str) -> None:
        """Raises `TooManyProblems` when there are too many."""
        self.problems.append(Problem(message, self.file, line, "error"))
        self.errors += 1
        if self.errors >= self.limit:
            self.problems.append(
                Problem(f"This file has {self.limit} errors or more: mend these first.", self.file)
            )
            raise TooManyProblems

    def warning(self, line: int | None, message: str) -> None:
        self.problems.append(Problem(message, self.file, line, "warning"))

    def invalid(self, line: int | None, what: str, error: ValidationError) -> None:
        """What pydantic found wrong with ``what``, one problem each."""
        for detail in error.errors(include_url=False, include_input=False):
            place = ".".join(str(part) for part in detail["loc"])
            message = detail["msg"].removeprefix("Value error, ")
            self.error(line, f"{what}: {f'{place}: ' if place else ''}{message}.")


class Fields:
    """One TOML table whose fields are taken out by name and type; the rest is unknown."""

    def __init__(
        self, table: Mapping[str, Any], report: Report, lines: Mapping[str, int], where: str = ""
    ) -> None:
        self._table = dict(table)
        self._report = report
        self._lines = lines
        self._where = f"{where}: " if where else ""
        self._known: list[str] = []

    def line(self, name: str) -> int | None:
        return self._lines.get(name) or self._lines.get("")

    def text(self, name: str, default: str = "") -> str:
        """A string; a whole number is taken as one (``number = 6``)."""
        value = self._take(name, default)
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        self._wrong(name, f'write it in quotes: {name} = "{value}"')
        return default

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; a single string is taken as a list of one."""
        value = self._take(name, [])
        if isinstance(value, str):
            value = [value]
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return tuple(entry for entry in value if not blank(entry))
        self._wrong(name, f'write a list of texts in quotes: {name} = ["…", "…"]')
        return ()

    def ids(self, name: str) -> tuple[str, ...]:
        """A list of ids; those that can't be ids are reported and left out."""
        return tuple(entry for entry in self.texts(name) if self._is_id(name, entry))

    def id(self, name: str, default: str) -> str | None:
        value = self.text(name, default)
        return value if self._is_id(name, value) else None

    def tables(self, name: str) -> list[dict[str, Any]]:
        value = self._take(name, [])
        if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
            return value
        self._wrong(name, f"write one [[{name}]] table for each")
        return []

    def done(self, misplaced: Collection[str] = ()) -> None:
        """Reports the fields nobody asked for; ``misplaced`` belong to the table around this."""
        for name in self._table:
            if name in misplaced:
                advice = f"`{name}` belongs above the first line in [[double brackets]]."
            else:
                advice = f"unknown field `{name}`.{suggestion(name, self._known)}"
            self._report.error(self.line(name), self._where + advice)

    def _take(self, name: str, default: object) -> Any:
        self._known.append(name)
        return self._table.pop(name, default)

    def _wrong(self, name: str, advice: str) -> None:
        self._report.error(self.line(name), f"{self._where}`{name}` has the wrong form; {advice}.")

    def _is_id(self, name: str, value: str) -> bool:
        if SLUG.fullmatch(value):
            return True
        self._report.error(self.line(name), self._where + not_an_id(name, value))
        return False


def not_an_id(what: str, value: str) -> str:
    shown = value if len(value) <= 60 else value[:57] + "…"
    return (
        f"{what} {shown!r} can't be an id: use letters a-z, digits, `.`, `_` and `-`, "
        "starting with a letter or digit, at most 100 characters."
    )


def parse_toml(text: str, first_line: int, report: Report) -> dict[str, Any] | None:
    """The table, or None after reporting where it is wrong."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        report.error(first_line, "This TOML is nested too deeply to be read.")
    except ValueError as error:
        place = _TOML_PLACE.search(str(error))
        line = first_line + int(place[1]) - 1 if place else first_line + text.count("\n")
        reason = _TOML_PLACE.sub("", str(error)).removesuffix(" (at end of document)")
        report.error(
            line,
            f"This TOML can't be read: {reason}. Texts need quotes, lists brackets and commas.",
        )
    return None


def key_lines(text: str, first_line: int, names: Iterable[str] | None = None) -> dict[str, int]:
    """The line of each top-level ``name =`` (the first of that name); ``""`` is the first line."""
    lines = {"": first_line}
    for number, line in enumerate(text.split("\n"), first_line):
        found = re.match(r"\s*(?:\[\[?\s*)?([A-Za-z0-9_-]+)\s*(?:=|\])", line)
        if found and (names is None or found[1] in names):
            lines.setdefault(found[1], number)
    return lines


def table_lines(text: str, first_line: int, name: str) -> list[dict[str, int]]:
    """`key_lines` within each ``[[name]]`` table of a file, in order."""
    mark = re.compile(rf"^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", re.MULTILINE)
    starts = [match.start() for match in mark.finditer(text)]
    return [
        key_lines(text[start:end], first_line + text.count("\n", 0, start))
        for start, end in zip(starts, [*starts[1:], len(text)], strict=False)
    ]
