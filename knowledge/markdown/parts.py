"""A section file cut at its marks: front matter, reading text, and parts with their lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.markdown.fields import SLUG, Report, not_an_id
from knowledge.markdown.syntax import (
    ENTRY,
    KEYWORDS,
    MARKER,
    PROSE,
    RUNGS,
    nearest,
    suggestion,
)

UNKNOWN, UNKNOWN_ITEM = "?", "?item"
"""Keywords of parts that were reported; what follows an unknown item goes with it."""
OF_AN_ITEM = (*RUNGS, *PROSE)

_FRONT = re.compile(r"\+\+\+[ \t]*\n(?P<toml>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ARGUMENT = re.compile(
    r"""\s*(?:(?P<name>[A-Za-z_][\w-]*)\s*=\s*)?(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']+)"""
)
_LONGEST_MARKER = 4_000
_STRAY = re.compile(r"^[-*+][ \t]|^\d+[.)][ \t]")


@dataclass(slots=True)
class Part:
    """What stands between two marks."""

    keyword: str
    """One of `syntax.KEYWORDS`; empty for reading text; `UNKNOWN` or `UNKNOWN_ITEM` for others."""
    id: str
    arguments: dict[str, str]
    line: int
    """Of the marker (of the first line for reading text)."""
    body: str
    sound: bool = True
    """False when something was wrong with the marker line itself."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file cut in two, each with the line it starts on."""

    toml: str
    toml_line: int
    body: str
    body_line: int


@dataclass(slots=True)
class Entry:
    """One answer: ``- [box] text``."""

    box: str
    """``x``, ``=``, ``+``, a number, or empty."""
    text: str
    """Still escaped; continuation lines are dedented."""
    line: int


def split_front_matter(text: str, report: Report) -> FrontMatter | None:
    """The front matter and what follows; None after reporting that it has no end."""
    start = len(text) - len(text.lstrip())
    skipped = text.count("\n", 0, start)
    if not text.startswith("+++", start):
        if re.match(r"---[ \t]*\n", text[start : start + 20]):
            report.error(
                1 + skipped,
                "Front matter is TOML between two lines `+++`, not YAML between lines `---`.",
            )
        return FrontMatter("", 1, text, 1)
    match = _FRONT.match(text, start)
    if match is None:
        report.error(1 + skipped, "The front matter has no end: close it with a line `+++`.")
        return None
    body_line = 1 + text.count("\n", 0, match.end())
    return FrontMatter(match["toml"], skipped + 2, text[match.end() :], body_line)


def split_parts(body: str, first_line: int, report: Report) -> Iterator[Part]:
    """The reading text and each part, in the order of the file."""
    part = Part("", "", {}, first_line, "")
    line, passed, start = first_line, 0, 0
    for mark in MARKER.finditer(body):
        part.body = body[start : mark.start()]
        yield part
        line += body.count("\n", passed, mark.start())
        passed, start = mark.start(), mark.end()
        before = report.errors
        part = Part(*_marker(mark[1].strip(), line, report), line, "")
        part.sound = report.errors == before
    part.body = body[start:]
    yield part


def _marker(words: str, line: int, report: Report) -> tuple[str, str, dict[str, str]]:
    """Keyword, id and arguments of ``::: keyword id name=value``; a bare ``:::`` has none."""
    if not words:
        return "", "", {}
    if len(words) > _LONGEST_MARKER:
        report.error(line, f"A `:::` line has at most {_LONGEST_MARKER:,} characters.")
        return UNKNOWN_ITEM, "", {}
    first, *rest = words.split(maxsplit=1)
    keyword = first.casefold().replace("-", "_")
    if keyword in KEYWORDS:
        return keyword, *_arguments("".join(rest), line, report)
    report.error(
        line,
        f"`::: {first}` is not known.{suggestion(keyword, KEYWORDS)} "
        "(If this line is meant as text, put a backslash before it: `\\:::`.)",
    )
    return (UNKNOWN if nearest(keyword, KEYWORDS) in OF_AN_ITEM else UNKNOWN_ITEM), "", {}


def _arguments(text: str, line: int, report: Report) -> tuple[str, dict[str, str]]:
    name = ""
    found: dict[str, str] = {}
    position = 0
    while text[position:].strip():
        match = _ARGUMENT.match(text, position)
        if match is None:
            report.error(line, f"Can't read {text[position:].strip()!r}: is a quote missing?")
            break
        position = match.end()
        value = _value(match["value"], line, report)
        key = match["name"]
        if key:
            if key in found:
                report.error(line, f"`{key}` is given twice.")
            found[key] = value
        elif name:
            report.error(
                line,
                f"{value!r} is left over after the id {name!r}: an id has no spaces, and "
                'everything else is written name=value or name="several words".',
            )
        elif not SLUG.fullmatch(value):
            report.error(line, not_an_id("id", value))
        else:
            name = value
    return name, found


def _value(raw: str, line: int, report: Report) -> str:
    if raw[0] == "'":
        return raw[1:-1]
    if raw[0] != '"':
        return raw
    try:
        return str(json.loads(raw, strict=False))
    except ValueError:
        report.error(
            line,
            f"{raw} has a backslash that means nothing: write it in single quotes, '{raw[1:-1]}'.",
        )
        return raw[1:-1]


def split_entries(body: str, first_line: int, report: Report) -> tuple[str, list[Entry]]:
    """The text before the first answer (still escaped), and the answers."""
    entries = []
    start = len(body)
    for mark, raw, line in cut(ENTRY, body, first_line):
        start = min(start, mark.start())
        text = dedent(raw, len(mark["indent"].expandtabs(4)) + 2, line, report)
        entries.append(Entry(mark["box"].strip().lower(), text, line))
    return body[:start], entries


def cut(
    mark: re.Pattern[str], text: str, first_line: int
) -> Iterator[tuple[re.Match[str], str, int]]:
    """Each mark with the text behind it up to the next one, and the mark's line."""
    marks = list(mark.finditer(text))
    ends = [*(match.start() for match in marks[1:]), len(text)]
    line, passed = first_line, 0
    for match, end in zip(marks, ends, strict=False):  # there is one end even without marks
        line += text.count("\n", passed, match.start())
        passed = match.start()
        yield match, text[match.end() : end], line


def dedent(raw: str, width: int, line: int, report: Report) -> str:
    """A list entry's text without the indentation of its further lines."""
    if "\n" not in raw:
        return raw
    first, *rest = raw.split("\n")
    margin = re.compile(rf"(?:\t| {{0,{width}}})")
    blank_before = False
    kept = [first]
    for number, text in enumerate(rest, line + 1):
        loose = bool(text) and text[0] not in " \t"
        if loose and (_STRAY.match(text) or (blank_before and text[0] != ">")):
            report.error(
                number,
                "This line stands after the answers without belonging to one. Start it with a box "
                "(`- [ ]`, `- [x]`, `- [=]`), indent it by two spaces if it goes on with the "
                "answer above, or move it before the first answer.",
            )
        blank_before = not text.strip(" \t")
        kept.append(margin.sub("", text, count=1) if not loose else text)
    return "\n".join(kept)
