"""One section file: text in, `Section` and problems out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from knowledge.course import Concept, Item, Section, Term
from knowledge.markdown.answers import split_pair
from knowledge.markdown.fields import (
    Fields,
    Report,
    TooManyProblems,
    key_lines,
    parse_toml,
    table_lines,
)
from knowledge.markdown.group import Grouped, group
from knowledge.markdown.items import build_item
from knowledge.markdown.parts import (
    Part,
    cut,
    dedent,
    split_entries,
    split_front_matter,
    split_parts,
)
from knowledge.markdown.syntax import QUESTION, TEXT, blank, suggestion
from knowledge.problems import Problem

_HEADING = re.compile(r"\s*#[ \t]+([^\n]*)(?:\n|\Z)")
_TERM = re.compile(r"^[-*+][ \t]+", re.MULTILINE)


@dataclass(slots=True)
class SectionFile:
    """What one section file holds."""

    section: Section | None
    """None when nothing of it can be used."""
    file: str
    """Path relative to the course's folder."""
    problems: list[Problem]
    lines: dict[str, int] = field(default_factory=dict)
    """Lines of front matter fields (``title``), concepts (``concept:ID``), items (``item:ID``)."""


def read_section(text: str, file: str) -> SectionFile:
    """Read a section from its text.

    ``file`` is named in the problems, and its stem is the section's id where the front matter
    gives none. Whatever is sound is kept; every problem is reported.
    """
    report = Report(file)
    lines: dict[str, int] = {}
    try:
        section = _read(text, report, lines)
    except TooManyProblems:
        section = None
    return SectionFile(section, file, sorted(report.problems, key=_by_line), lines)


def _read(text: str, report: Report, lines: dict[str, int]) -> Section | None:
    front = split_front_matter(text, report)
    table = parse_toml(front.toml, front.toml_line, report) if front else None
    if front is None or table is None:
        return None
    body, body_line = front.body, front.body_line
    lines |= key_lines(front.toml, front.toml_line)
    fields = Fields(table, report, lines)
    values: dict[str, Any] = {
        "id": fields.id("id", PurePosixPath(report.file).stem),
        "title": fields.text("title"),
        "number": fields.text("number"),
        "url": fields.text("url"),
        "objectives": fields.texts("objectives"),
        "prerequisites": fields.ids("prerequisites"),
        "was": fields.ids("was"),
    }
    concept_lines = table_lines(front.toml, front.toml_line, "concepts")
    values["concepts"] = tuple(_concepts(fields.tables("concepts"), concept_lines, report, lines))
    fields.done()
    if not values["title"]:
        values["title"], body, body_line = _title_from_heading(body, body_line)
    parts = group(split_parts(body, body_line, report), report)
    values["text"] = "\n\n".join(parts.text)
    values["summary"] = "\n\n".join(parts.summary)
    values["terms"] = tuple(_terms(parts.terms, report))
    values["items"] = tuple(_items(parts, report, lines))
    return _section(values, report, lines)


def section_id(data: bytes, file: str) -> str:
    """The id `read_section` will give a file's section, without reading all of it."""
    found = re.match(
        rb"(?:\xef\xbb\xbf)?\s*\+\+\+[ \t]*\r?\n(.*?)^\+\+\+", data, re.DOTALL | re.MULTILINE
    )
    try:
        name = tomllib.loads(found[1].decode().replace("\r\n", "\n")).get("id") if found else None
    except (ValueError, RecursionError):
        name = None
    return str(name) if isinstance(name, str | int) and name else PurePosixPath(file).stem


def _by_line(problem: Problem) -> int:
    return problem.line or 0


def _section(values: dict[str, Any], report: Report, lines: dict[str, int]) -> Section | None:
    if blank(values["title"]):
        report.error(1, 'This section has no title: add `title = "…"` to its front matter.')
    if not values["id"] or blank(values["title"]):
        return None
    try:
        return Section(**values)
    except ValidationError as error:
        report.invalid(lines.get("title", 1), "This section", error)
        return None


def _title_from_heading(body: str, line: int) -> tuple[str, str, int]:
    """For files without a title in the front matter: their first ``# heading``."""
    match = _HEADING.match(body)
    if match is None:
        return "", body, line
    return match[1].rstrip(" \t#"), body[match.end() :], line + body.count("\n", 0, match.end())


def _concepts(
    tables: list[dict[str, Any]],
    places: list[dict[str, int]],
    report: Report,
    lines: dict[str, int],
) -> Iterable[Concept]:
    for number, table in enumerate(tables):
        place = places[number] if number < len(places) else {"": lines.get("concepts", 1)}
        fields = Fields(table, report, place, where="concept")
        name = fields.id("id", "")
        title = fields.text("title") or name
        prerequisites, was = fields.ids("prerequisites"), fields.ids("was")
        fields.done(misplaced=("number", "url", "objectives"))
        if name and title:
            lines.setdefault(f"concept:{name}", fields.line("id") or 1)
            yield Concept(id=name, title=title, prerequisites=prerequisites, was=was)


def _items(parts: Grouped, report: Report, lines: dict[str, int]) -> Iterable[Item]:
    stems: dict[str, str] = {}
    for problem in parts.problems:
        if not problem.id:
            if problem.sound:
                report.error(
                    problem.line, "A problem needs an id: `::: problem some-id`; its steps say "
                    "`part_of=some-id`.",
                )  # fmt: skip
        elif problem.id in stems:
            report.error(problem.line, f"There is another problem {problem.id!r} above.")
        else:
            stems[problem.id] = TEXT.remove(problem.body)
    used: set[str] = set()
    for item in parts.items:
        built = build_item(item, stems, report)
        part_of = item.main.arguments.get("part_of", "")
        used.add(part_of)
        if part_of and part_of not in stems:
            report.warning(
                item.main.line,
                f"There is no `::: problem {part_of}` in this section.{suggestion(part_of, stems)}",
            )
        if built is None:
            continue
        if f"item:{built.id}" in lines:
            report.error(
                item.main.line,
                f"Two items have the id {built.id!r}; the first is in line "
                f"{lines[f'item:{built.id}']}. This one is left out until it has its own id.",
            )
            continue
        lines[f"item:{built.id}"] = item.main.line
        yield built
    for problem in parts.problems:
        if problem.id and problem.id not in used:
            report.warning(
                problem.line,
                f"No item says `part_of={problem.id}`, so this text is never shown.",
            )


def _terms(parts: list[Part], report: Report) -> Iterable[Term]:
    for part in parts:
        first = _TERM.search(part.body)
        if not blank(part.body[: first.start()] if first else part.body):
            report.error(
                part.line + 1, "Write each key term as a list entry: `- term :: definition`."
            )
        for _, raw, line in cut(_TERM, part.body, part.line):
            term = _term(raw, line, report)
            if term:
                yield term


def _term(raw: str, line: int, report: Report) -> Term | None:
    text, others = split_entries(dedent(raw, 2, line, report), line, report)
    name, found, definition = split_pair(QUESTION.remove(text))
    if not found:
        report.error(line, "A key term needs a definition: `- term :: definition`.")
        return None
    try:
        return Term(
            name=name,
            definition=definition,
            accepted=tuple(QUESTION.remove(other.text) for other in others),
        )
    except ValidationError as error:
        report.invalid(line, "This key term", error)
        return None
