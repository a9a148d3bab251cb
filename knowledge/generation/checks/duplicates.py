"""Is it new? Not in the bank, not asked a moment ago, not an exercise in other clothes."""

from __future__ import annotations

from knowledge.course import Item
from knowledge.generation.checks.rejection import Rejection
from knowledge.generation.checks.view import View, keys
from knowledge.generation.words import line

_SAME = 0.7
"""Share of the larger content from which two items test the same."""
_SAME_KEY = 0.5
"""The same when they have the same answer."""


def duplicate(view: View) -> Rejection | None:
    """Compared with the section's own items and the recent ones."""
    for item in (*view.section.section.items, *view.recent):
        if _same(view, item):
            return Rejection("duplicate", item.id)
    return None


def exercise(view: View) -> Rejection | None:
    """A statement to be judged or completed is none of the course's own questions."""
    if view.generated.source == "worked_example":
        return None
    asked = line(view.item.question)
    if asked and f" {asked} " in view.section.exercise_lines:
        return Rejection("exercise_text", view.item.question)
    return None


def _same(view: View, other: Item) -> bool:
    if line(view.question) == line(f"{other.stem} {other.question}") and (
        {line(key) for key in view.keys} == {line(key) for key in keys(other)}
    ):
        return True
    if view.generated.source == "worked_example":
        return False  # its numbers are new, its words are not
    stems = view.section.stems
    asked = stems(f"{other.stem} {other.question}") - view.material.wording
    content = asked | stems(" ".join(keys(other)))
    shared = len(content & view.content) / max(len(content), len(view.content), 1)
    same_key = bool({line(key) for key in view.keys} & {line(key) for key in keys(other)})
    return shared >= (_SAME_KEY if same_key else _SAME)
