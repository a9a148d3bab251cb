"""Questions to measure with: JSON lines with "q", and "gold" where an answer is known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.problems import SourceError


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    gold: str = ""
    """``course/section``."""


def read_questions(files: Sequence[Path], *, gold: bool) -> list[Question]:
    """All questions of the files, in order.

    Raises:
        SourceError: names the file, the line and what is expected there.
    """
    found = [question for file in files for question in _read(file, gold)]
    if not found:
        raise SourceError(f"There is no question in {', '.join(map(str, files))}.")
    return found


def _read(file: Path, gold: bool) -> list[Question]:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file} can't be read: {error}") from error
    return [
        _question(line, f"{file}:{number}", gold)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _question(line: str, place: str, gold: bool) -> Question:
    expected = '{"q": "…", "gold": "course/section"}' if gold else '{"q": "…"}'
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise SourceError(f"{place}: not JSON ({error.msg}); expected {expected}.") from error
    if not isinstance(data, dict) or not _filled(data.get("q")):
        raise SourceError(f'{place}: "q" is missing or empty; expected {expected}.')
    if gold and (not _filled(data.get("gold")) or "/" not in data["gold"]):
        raise SourceError(f'{place}: "gold" is not "course/section"; expected {expected}.')
    return Question(data["q"], data["gold"] if gold else "")


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
