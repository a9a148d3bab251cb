"""Marks as a gradebook: one row a student, one column a section, as Canvas and Moodle import it.

A mark is the mean of the best marks of the exercises of a section that a student tried, in points
of 100; empty where they tried none. The second row says the points that are possible.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from bot.exports.table import cell
from bot.learner.class_log import Answer
from bot.learner.membership import Member
from knowledge.course import Section

MEDIA_TYPE = "text/csv"
_STUDENT = ("Student", "ID", "SIS Login ID", "Section")
"""Canvas's own names, in its order; it finds the student by ID or login."""


def marks(answers: Iterable[Answer]) -> dict[tuple[str, str], float]:
    """Student and section -> points of 100."""
    best: dict[tuple[str, str], dict[str, float]] = {}
    for answer in answers:
        if answer.credit is not None:
            items = best.setdefault((answer.learner, answer.section), {})
            items[answer.item] = max(items.get(answer.item, 0.0), answer.credit)
    return {who: 100 * sum(items.values()) / len(items) for who, items in best.items()}


def dump(
    members: Mapping[str, Member], sections: Sequence[Section], answers: Iterable[Answer]
) -> bytes:
    """UTF-8 with a byte order mark; no cell is run as a formula.

    Args:
        sections: those that get a column if anybody tried an exercise of theirs, in this order.
    """
    found = marks(answers)
    tried = {section for _, section in found}
    columns = [section for section in sections if section.id in tried]
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*_STUDENT, *(cell(f"{each.label} ({each.id})") for each in columns)])
    writer.writerow(["Points Possible", "", "", "", *("100" for _ in columns)])
    for who, member in members.items():
        own = [found.get((who, section.id)) for section in columns]
        row = [member.label, who, "", member.group]
        writer.writerow([*map(cell, row), *("" if m is None else f"{m:.1f}" for m in own)])
    return file.getvalue().encode("utf-8-sig")
