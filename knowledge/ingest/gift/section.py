"""The questions of one category → a section with items and its descriptions as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from knowledge.course import Item, Section
from knowledge.ingest.gift.answers import GiftError
from knowledge.ingest.gift.items import Question, item, question
from knowledge.ingest.gift.syntax import Entry, unescape
from knowledge.problems import Problem


@dataclass(frozen=True, slots=True)
class Named:
    """A question, the file it stands in, and the id its item gets."""

    file: str
    entry: Entry
    id: str


def load(
    section_id: str, title: str, questions: Sequence[Named]
) -> tuple[Section | None, list[Problem]]:
    """The section of what can be used, and a problem for each question that can't."""
    items: list[Item] = []
    texts: list[str] = []
    problems: list[Problem] = []
    for named in questions:
        try:
            asked = question(named.entry.text)
            if asked.body is None:
                texts.append(_description(asked))
                continue
            items.append(item(asked, named.id))
        except GiftError as error:
            problems.append(_problem(named, f'Left out "{_name(named)}". {error}'))
        except ValidationError as error:
            reason = error.errors()[0]["msg"].removeprefix("Value error, ")
            problems.append(_problem(named, f'Left out "{_name(named)}": {_plainly(reason)}.'))
        else:
            problems += [_problem(named, text, "warning") for text in asked.warnings]
    if not items and not any(texts):
        named = questions[0]
        return None, problems or [_problem(named, "There is nothing to read in it.")]
    text = "\n\n".join(text for text in texts if text)
    return Section(id=section_id, title=title, text=text, items=tuple(items)), problems


def _description(asked: Question) -> str:
    return f"## {asked.title}\n\n{asked.before}" if asked.title and asked.before else asked.before


def _name(named: Named) -> str:
    """The question's title or its first words, as its author knows it."""
    words = unescape(named.entry.text).partition("{")[0].split()
    titled = re.match(r"^::(.+?)::", " ".join(words))
    name = titled[1] if titled else " ".join(words)
    return name if len(name) <= 60 else f"{name[:59]}…"


def _problem(named: Named, message: str, severity: str = "error") -> Problem:
    return Problem(
        message, named.file, named.entry.line, "warning" if severity == "warning" else "error"
    )


def _plainly(reason: str) -> str:
    """Pydantic's own messages in a teacher's words."""
    if "at least 2 items" in reason:
        return "it needs two answers or pairs at least"
    if "at most 26 items" in reason:
        return "it has more than 26 answers"
    if "at least 1 character" in reason:
        return "one of its answers is empty"
    return reason
