"""Items that a language model drafted: what it is asked to return, and how that becomes an item.

`prompts/draft_items.md` asks for `Drafts`. What comes back is somebody else's text: it becomes an
item only if it has the form of one, quotes the section, and passes the checks that our own pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.course import (
    Choice,
    ChoiceItem,
    ClozeItem,
    Course,
    Item,
    NumericItem,
    Section,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.generation.checks import Rejection, check
from knowledge.generation.generated import Generated, generated

_BLANK = re.compile(r"(?:\\?_){2,}")
_TEXT, _LONG, _MOST = 600, 2_000, 8
_TRUE = frozenset({"true", "verdadero", "vrai", "wahr", "verdadeiro", "vero"})
_FALSE = frozenset({"false", "falso", "faux", "falsch"})


class _Asked(BaseModel):
    """All fields are required: structured output is asked for without defaults."""

    model_config = ConfigDict(extra="ignore")


class DraftOption(_Asked):
    """One option of a choice."""

    text: str = Field(max_length=_TEXT)
    right: bool
    misconception: str = Field(max_length=_TEXT)
    """Of a wrong option: what somebody who picks it believes. Empty for the right one."""


class Draft(_Asked):
    """One item as a model returns it."""

    kind: Literal["choice", "true_false", "cloze", "numeric", "short_answer"]
    question: str = Field(max_length=_LONG)
    """For ``true_false`` the statement, for ``cloze`` a sentence with the blank ``____``."""
    options: list[DraftOption] = Field(max_length=_MOST)
    """Of a choice; empty for other kinds."""
    answers: list[str] = Field(max_length=_MOST)
    """Accepted answers of other kinds, the best one first; ``true`` or ``false``."""
    unit: str = Field(max_length=40)
    """Of a number; empty when there is none."""
    explanation: str = Field(max_length=_LONG)
    """Why that is right, shown after an answer."""
    evidence: str = Field(max_length=_LONG)
    """Word for word from the section: the sentence that shows it."""


class Drafts(_Asked):
    """What one call returns."""

    items: list[Draft] = Field(max_length=20)


def from_draft(
    draft: Draft,
    course: Course,
    section: Section,
    *,
    recent: Sequence[Item] = (),
) -> Generated | Rejection:
    """The draft as an item that passed every check, or why it isn't used.

    Args:
        section: what the model was given, one of the course's own.
        recent: items not to repeat.
    """
    try:
        made = _build(draft, section)
    except ValueError as error:
        return Rejection("schema", _first_line(error))
    rejection = check(made, course, recent=recent)
    return made if rejection is None else rejection


def _build(draft: Draft, section: Section) -> Generated:
    """Raises ValueError for what isn't an item (pydantic's is one, too)."""
    kind, fields = _KINDS[draft.kind], _FIELDS[draft.kind](draft)
    return generated(
        kind,
        section,
        # A quote may run over lines; each line of evidence is looked up by itself.
        evidence=" ".join(draft.evidence.split()),
        source="model",
        explanation=draft.explanation,
        **{"question": draft.question, **fields},
    )


def _choice(draft: Draft) -> dict[str, Any]:
    return {
        "choices": tuple(
            Choice(
                text=option.text,
                correct=option.right,
                misconception="" if option.right else option.misconception,
            )
            for option in draft.options
        )
    }


def _true_false(draft: Draft) -> dict[str, Any]:
    word = _best(draft).casefold().rstrip(".")
    if word not in _TRUE | _FALSE:
        raise ValueError(f"the answer of true_false is {word!r}")
    return {"answer": word in _TRUE}


def _cloze(draft: Draft) -> dict[str, Any]:
    return {"question": _BLANK.sub("{{1}}", draft.question), "blanks": (tuple(draft.answers),)}


def _typed(draft: Draft) -> dict[str, Any]:
    return {"answer": _best(draft), "accepted": tuple(draft.answers[1:])}


def _numeric(draft: Draft) -> dict[str, Any]:
    return {**_typed(draft), "unit": draft.unit.strip()}


_KINDS: dict[str, type[Any]] = {
    "choice": ChoiceItem,
    "true_false": TrueFalseItem,
    "cloze": ClozeItem,
    "numeric": NumericItem,
    "short_answer": ShortAnswerItem,
}
_FIELDS: dict[str, Callable[[Draft], dict[str, Any]]] = {
    "choice": _choice,
    "true_false": _true_false,
    "cloze": _cloze,
    "numeric": _numeric,
    "short_answer": _typed,
}


def _best(draft: Draft) -> str:
    if not draft.answers:
        raise ValueError(f"{draft.kind} has no answer")
    return draft.answers[0].strip()


def _first_line(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        return str(error.errors(include_input=False, include_url=False)[0]["msg"])
    return str(error)
