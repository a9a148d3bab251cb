"""Knowledge tracing data: answers in the tab-separated form of theophilee's preprocessing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.learner.mastery import Attempt
from knowledge.problems import SourceError

COLUMNS = ("user_id", "item_id", "timestamp", "correct", "skill_id")

Log = list[tuple[str, Attempt]]
"""Learner and attempt, in the order they are replayed."""


@dataclass(frozen=True)
class Answers:
    """One file."""

    log: Log
    merged: int
    """Rows that were no answer of their own: the same answer listed under another skill."""


def read(files: list[Path]) -> Answers:
    """The answers in the order of the files, each learner's in the order of time.

    Learners stay one after the other, as in the data: their times can't be compared.

    Raises:
        SourceError: a file can't be read or isn't of this form; says which line.
    """
    log: Log = []
    rows = 0
    for file in files:
        found = list(_rows(file))
        if not found:
            raise SourceError(f"{file} holds no answer")
        rows += len(found)
        for user, answers in groupby(_by_learner(found), key=lambda row: row[0]):
            log += _merged(user, answers, start=len(log))
    return Answers(log, rows - len(log))


Row = tuple[str, str, float, float, str]


def _rows(file: Path) -> Iterator[Row]:
    table = None
    try:
        with file.open(encoding="utf-8", newline="") as text:
            table = csv.DictReader(text, delimiter="\t")
            if missing := set(COLUMNS) - set(table.fieldnames or ()):
                raise SourceError(
                    f"{file} has no column {', '.join(sorted(missing))}; "
                    f"it needs {', '.join(COLUMNS)}, separated by tabs"
                )
            for row in table:
                user, item, at, correct, skill = (row[name] for name in COLUMNS)
                if correct not in ("0", "1"):
                    raise ValueError(f"correct is {correct!r}, not 0 or 1")
                yield user, item, float(at), float(correct), skill
    except (OSError, ValueError, TypeError, csv.Error) as error:
        line = f", line {table.line_num}" if table else ""
        raise SourceError(f"{file}{line}: {error}") from error


def _by_learner(rows: list[Row]) -> list[Row]:
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row[0], len(first))
    return sorted(rows, key=lambda row: (first[row[0]], row[2]))  # stable: the file breaks ties


def _merged(learner: str, rows: Iterator[Row], *, start: int) -> Log:
    """Neighbouring rows of one item at one time are one answer, with all their skills.

    Otherwise the first row would give the answer of the second away.
    """
    log: Log = []
    for (_, item, at), same in groupby(rows, key=lambda row: row[:3]):
        listed = list(same)
        skills = tuple(dict.fromkeys(row[4] for row in listed))
        log.append((learner, Attempt(start + len(log), at, item, skills, listed[0][3])))
    return log
