"""From the parts of an item to an `Item`: each kind's answers, hints, solution."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    Hint,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    OrderingItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.markdown.fields import SLUG, Report, not_an_id
from knowledge.markdown.parts import Entry, Part, split_entries
from knowledge.markdown.syntax import (
    NOTE,
    OPTION,
    QUESTION,
    SEPARATOR,
    TEXT,
    blank,
    suggestion,
    unescape_separator,
)

_MODELS: dict[str, Callable[..., Item]] = {
    "choice": ChoiceItem,
    "multiple_choice": MultipleChoiceItem,
    "true_false": TrueFalseItem,
    "cloze": ClozeItem,
    "numeric": NumericItem,
    "algebra": AlgebraItem,
    "short_answer": ShortAnswerItem,
    "ordering": OrderingItem,
    "matching": MatchingItem,
}


@dataclass(slots=True)
class ItemParts:
    """The parts that make up one item."""

    main: Part
    rungs: list[Part] = field(default_factory=list)
    prose: dict[str, Part] = field(default_factory=dict)


def build_item(parts: ItemParts, stems: Mapping[str, str], report: Report) -> Item | None:
    """The item; None after reporting everything that is wrong with it.

    ``stems`` are the section's ``::: problem`` texts by id.
    """
    main = parts.main
    before = report.errors
    sound = all(part.sound for part in (main, *parts.rungs, *parts.prose.values()))
    question, entries = split_entries(main.body, main.line, report)
    arguments = _Arguments(main, report)
    part_of = arguments.id("part_of")
    values: dict[str, Any] = {
        "id": main.id,
        "question": QUESTION.remove(question),
        "part_of": part_of,
        "stem": stems.get(part_of or "", ""),
        "concepts": arguments.ids("concepts"),
        "needs_figure": arguments.flag("needs_figure"),
        "hints": tuple(_hints(parts.rungs, report)),
        **{name: TEXT.remove(part.body) for name, part in parts.prose.items()},
        **_ANSWERS[main.keyword](entries, arguments, main, report),
    }
    arguments.done()
    if not main.id and main.sound:
        report.error(
            main.line,
            f"This item has no id. Give it one that is used nowhere else in the course and never "
            f"changes: `::: {main.keyword} some-id`.",
        )
    if blank(question):
        report.error(main.line, "This item has no question: write it below this line.")
    if report.errors > before or not sound:
        return None
    try:
        return _MODELS[main.keyword](**values)
    except ValidationError as error:
        report.invalid(main.line, f"`{main.keyword} {main.id}`", error)
        return None


class _Arguments:
    """What stands behind the id on a marker line, taken out by name."""

    def __init__(self, part: Part, report: Report) -> None:
        self._part, self._report = part, report
        self._left = dict(part.arguments)
        self._known: list[str] = []

    def text(self, name: str) -> str | None:
        self._known.append(name)
        return self._left.pop(name, None)

    def ids(self, name: str) -> tuple[str, ...]:
        """Ids separated by commas or spaces."""
        found = tuple((self.text(name) or "").replace(",", " ").split())
        for entry in found:
            if not SLUG.fullmatch(entry):
                self._report.error(self._part.line, not_an_id(name, entry))
        return found

    def id(self, name: str) -> str | None:
        return next(iter(self.ids(name)), None)

    def flag(self, name: str) -> bool:
        value = self.text(name)
        if value not in (None, "true", "false"):
            self._report.error(self._part.line, f"`{name}` is either true or false.")
        return value == "true"

    def done(self) -> None:
        for name in self._left:
            self._report.error(
                self._part.line,
                f"`{name}` is not known for `{self._part.keyword}`.{suggestion(name, self._known)}",
            )


# ---- answers, by kind ----------------------------------------------------------------------

_Answers = Callable[[list[Entry], _Arguments, Part, Report], dict[str, Any]]


def _boxed(entries: list[Entry], allowed: str, part: Part, report: Report) -> Iterator[Entry]:
    """The entries whose box this kind knows; ``allowed`` is as a teacher writes it."""
    boxes = {box.strip("[] ") for box in allowed.split("]")}
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


def _choices(entries: list[Entry], _: _Arguments, part: Part, report: Report) -> dict[str, Any]:
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


def _true_false(entries: list[Entry], _: _Arguments, part: Part, report: Report) -> dict[str, Any]:
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


def _cloze(entries: list[Entry], _: _Arguments, part: Part, report: Report) -> dict[str, Any]:
    blanks: dict[int, list[str]] = {}
    for entry in _boxed(entries, "[1] [2]", part, report):
        blanks.setdefault(int(entry.box), []).append(QUESTION.remove(entry.text))
    return {"blanks": tuple(blanks[number] for number in sorted(blanks))}


def _typed(
    entries: list[Entry], arguments: _Arguments, part: Part, report: Report
) -> dict[str, Any]:
    forms = [QUESTION.remove(entry.text) for entry in _boxed(entries, "[=] [x]", part, report)]
    return {"answer": forms[0] if forms else "", "accepted": forms[1:]}


def _numeric(
    entries: list[Entry], arguments: _Arguments, part: Part, report: Report
) -> dict[str, Any]:
    return {
        **_typed(entries, arguments, part, report),
        "unit": arguments.text("unit") or "",
        "tolerance": arguments.text("tolerance"),
    }


def _short_answer(
    entries: list[Entry], arguments: _Arguments, part: Part, report: Report
) -> dict[str, Any]:
    ideas = [entry for entry in entries if entry.box == "+"]
    forms = [entry for entry in entries if entry.box != "+"]
    return {
        **_typed(forms, arguments, part, report),
        "key_ideas": [QUESTION.remove(idea.text) for idea in _boxed(ideas, "[+]", part, report)]
        if ideas
        else [],
    }


def _ordering(entries: list[Entry], _: _Arguments, part: Part, report: Report) -> dict[str, Any]:
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


def _matching(entries: list[Entry], _: _Arguments, part: Part, report: Report) -> dict[str, Any]:
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


_ANSWERS: dict[str, _Answers] = {
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


# ---- hints ---------------------------------------------------------------------------------


def _hints(rungs: list[Part], report: Report) -> Iterator[Hint]:
    taken = {rung.id for rung in rungs}
    for number, rung in enumerate(rungs, 1):
        arguments = _Arguments(rung, report)
        values: dict[str, Any] = {
            "id": rung.id or _free_id(number, taken),
            "kind": rung.keyword,
            "title": arguments.text("title") or "",
            "depends_on": arguments.ids("depends_on"),
        }
        if rung.keyword == "scaffold":
            values |= _scaffold(rung, report)
        else:
            values["text"] = TEXT.remove(rung.body)
        arguments.done()
        if blank(values["text"]):
            report.error(
                rung.line, f"This {rung.keyword} is empty: write its text below this line."
            )
            continue
        try:
            yield Hint(**values)
        except ValidationError as error:
            report.invalid(rung.line, f"`{rung.keyword} {values['id']}`", error)


def _free_id(number: int, taken: set[str]) -> str:
    while f"h{number}" in taken:
        number += 1
    taken.add(f"h{number}")
    return f"h{number}"


def _scaffold(rung: Part, report: Report) -> dict[str, Any]:
    """Answers and choices: ``[x]`` is both where there are other choices, ``[=]`` never shown."""
    text, entries = split_entries(rung.body, rung.line, report)
    known = list(_boxed(entries, "[=] [x] [ ]", rung, report))
    shown = any(not entry.box for entry in known)
    return {
        "text": QUESTION.remove(text),
        "answer": [QUESTION.remove(entry.text) for entry in known if entry.box],
        "choices": [QUESTION.remove(entry.text) for entry in known if shown and entry.box != "="],
    }
