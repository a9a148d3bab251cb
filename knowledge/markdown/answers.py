"""The answers of each kind of item, from list entries with boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from knowledge.markdown.arguments import Arguments
from knowledge.markdown.fields import Report
from knowledge.markdown.parts import Entry, Part
from knowledge.markdown.syntax import (
    NOTE,
    OPTION,
    QUESTION,
    SEPARATOR,
    blank,
    unescape_separator,
)

Answers = Callable[[list[Entry], Arguments, Part, Report], dict[str, Any]]
"""Turns an item's entries into the fields of its model; reports what is wrong with them."""


def _boxed(entries: list[Entry], allowed: str, part: Part, report: Report) -> Iterator[Entry]:
    """The entries whose box this kind knows; ``allowed`` is as a teacher writes it."""
    boxes = {box.strip() for box in re.findall(r"\[(.)\]", allowed)}
    for entry in entries:
        box = "1" if entry.box.isdigit() else entry.box
        if box not in boxes:
            report.error(
                entry.line, f"A box `[{entry.box or ' '}]` means nothing in `{part.keyword}`: "
                f"use `{allowed}`."
            )  # fmt: skip
        elif blank(entry.text):
            report.error(entry.line, "This answer is empty: write it behind the box.")
        else:
            yield entry
    if not entries:
        report.error(
            part.line, f"`{part.keyword}` has no answers: below its text, start lines with "
            f"`- {allowed.replace('] [', ']` or `- [')}`."
        )  # fmt: skip


def _choices(entries: list[Entry], _: Arguments, part: Part, report: Report) -> dict[str, Any]:
    choices = []
    for entry in _boxed(entries, "[x] [ ]", part, report):
        text, note = _with_note(entry.text)
        choices.append({"text": text, "correct": entry.box == "x", "misconception": note})
    return {"choices": choices}


def _with_note(text: str) -> tuple[str, str]:
    """An option's text and the quoted misconception below it."""
    note = NOTE.search(text)
    if note is None:
        return OPTION.remove(text), ""
    quoted = text[note.start() + 1 :].split("\n")
    lines = (line.lstrip(" \t").removeprefix(">").removeprefix(" ") for line in quoted)
    return OPTION.remove(text[: note.start()]), "\n".join(lines)


def _true_false(entries: list[Entry], _: Arguments, part: Part, report: Report) -> dict[str, Any]:
    answers, notes = [], []
    for entry in _boxed(entries, "[x] [ ]", part, report):
        text, note = _with_note(entry.text)
        word = text.strip().casefold()
        if word not in ("true", "false"):
            report.error(
                entry.line,
                "The answers of `true_false` are the keywords `true` and `false`, in every "
                "language: `- [x] true`.",
            )
        elif entry.box == "x":
            answers.append(word == "true")
        notes.append(note)
    if entries and len(answers) != 1:
        report.error(part.line, "Mark one answer with a cross: `- [x] true` or `- [x] false`.")
    return {
        "answer": bool(answers and answers[0]),
        "misconception": "\n\n".join(filter(None, notes)),
    }


def _cloze(entries: list[Entry], _: Arguments, part: Part, report: Report) -> dict[str, Any]:
    blanks: dict[int, list[str]] = {}
    for entry in _boxed(entries, "[1] [2]", part, report):
        blanks.setdefault(int(entry.box), []).append(QUESTION.remove(entry.text))
    return {"blanks": tuple(blanks[number] for number in sorted(blanks))}


def _typed(
    entries: list[Entry], arguments: Arguments, part: Part, report: Report
) -> dict[str, Any]:
    forms = [QUESTION.remove(entry.text) for entry in _boxed(entries, "[=] [x]", part, report)]
    return {"answer": forms[0] if forms else "", "accepted": forms[1:]}


def _numeric(
    entries: list[Entry], arguments: Arguments, part: Part, report: Report
) -> dict[str, Any]:
    return {
        **_typed(entries, arguments, part, report),
        "unit": arguments.text("unit") or "",
        "tolerance": arguments.text("tolerance"),
    }


def _short_answer(
    entries: list[Entry], arguments: Arguments, part: Part, report: Report
) -> dict[str, Any]:
    ideas = [entry for entry in entries if entry.box == "+"]
    forms = [entry for entry in entries if entry.box != "+"]
    return {
        **_typed(forms, arguments, part, report),
        "key_ideas": [QUESTION.remove(idea.text) for idea in _boxed(ideas, "[+]", part, report)]
        if ideas
        else [],
    }


def _ordering(entries: list[Entry], _: Arguments, part: Part, report: Report) -> dict[str, Any]:
    steps = sorted(_boxed(entries, "[1] [2]", part, report), key=lambda entry: int(entry.box))
    for number, entry in enumerate(steps, 1):
        if int(entry.box) != number:
            report.error(
                entry.line,
                f"The steps are numbered {', '.join(step.box for step in steps)}: give them the "
                f"numbers 1 to {len(steps)} in the right order.",
            )
            break
    return {"steps": [QUESTION.remove(step.text) for step in steps]}


def _matching(entries: list[Entry], _: Arguments, part: Part, report: Report) -> dict[str, Any]:
    pairs, extra = [], []
    for entry in _boxed(entries, "[=] [ ]", part, report):
        text = QUESTION.remove(entry.text)
        if not entry.box:
            extra.append(text)
            continue
        left, found, right = split_pair(text)
        if found and not blank(left) and not blank(right):
            pairs.append({"left": left, "right": right})
        else:
            report.error(entry.line, "A pair needs two sides: `- [=] left :: right`.")
    return {"pairs": pairs, "extra": extra}


def split_pair(text: str) -> tuple[str, bool, str]:
    """Both sides of ``left :: right`` and whether there were two."""
    separator = SEPARATOR.search(text)
    if separator is None:
        return text, False, ""
    return unescape_separator(text[: separator.start()]), True, text[separator.end() :]


def scaffold(entries: list[Entry], rung: Part, report: Report) -> dict[str, Any]:
    """Answers and choices: ``[x]`` is both where there are other choices, ``[=]`` never shown."""
    known = list(_boxed(entries, "[=] [x] [ ]", rung, report))
    shown = any(not entry.box for entry in known)
    return {
        "answer": [QUESTION.remove(entry.text) for entry in known if entry.box],
        "choices": [QUESTION.remove(entry.text) for entry in known if shown and entry.box != "="],
    }


ANSWERS: dict[str, Answers] = {
    "choice": _choices,
    "multiple_choice": _choices,
    "true_false": _true_false,
    "cloze": _cloze,
    "numeric": _numeric,
    "algebra": _typed,
    "short_answer": _short_answer,
    "ordering": _ordering,
    "matching": _matching,
}
