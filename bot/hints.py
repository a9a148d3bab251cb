"""The hint ladder of an exercise: what is told, rung by rung, without telling the answer.

A ladder belongs to the item, not to the chat. The teacher's or the source's own hints come first,
then the steps of its worked solution; an item without any gets a ladder from its section: which
idea it is about, what the text says about that idea, fewer options. No rung contains the key
(`bot.guard` checks each).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.guard import reveals
from knowledge.course import ChoiceItem, ClozeItem, Hint, Item, Section

RungKind = Literal["hint", "scaffold", "orient", "recall", "narrow", "begins"]


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of help. ``text`` is course content; the words around it are the skill's."""

    id: str
    kind: RungKind
    text: str = ""
    choices: tuple[str, ...] = ()
    """Options of a scaffold, or the ones left after narrowing."""
    answer: tuple[str, ...] = ()
    """Accepted answers of a scaffold."""


def ladder(
    item: Item, section: Section, recall: Sequence[str] = (), language: str = "en"
) -> list[Rung]:
    """All rungs of an item, in order; never empty.

    Args:
        recall: sentences of the course about the item's idea, best first.
    """
    own = [_own_rung(hint) for hint in item.hints]
    safe = [rung for rung in own if not reveals(rung.text, item, language)]
    safe = safe or _from_solution(item, language)
    return safe or _from_section(item, section, recall, language)


def _own_rung(hint: Hint) -> Rung:
    title = hint.title.strip()
    text = hint.text if not title or title in hint.text else f"**{title}.** {hint.text}"
    return Rung(hint.id, hint.kind, text, hint.choices, hint.answer)


def _from_solution(item: Item, language: str) -> list[Rung]:
    """The steps of the worked solution before the one that has the answer, and never the last."""
    steps = [" ".join(step.split()) for step in item.solution.split("\n\n") if step.strip()]
    told: list[str] = []
    for step in steps[:-1]:
        if reveals("\n".join([*told, step]), item, language):
            break
        told.append(step)
    return [Rung(f"solution-{n}", "hint", step) for n, step in enumerate(told, 1)]


def _from_section(item: Item, section: Section, recall: Sequence[str], language: str) -> list[Rung]:
    rungs = [Rung("orient", "orient", section.label)]
    safe = [text for text in recall if not reveals(text, item, language)]
    if safe:
        rungs.append(Rung("recall", "recall", " ".join(safe[:2])))
    if isinstance(item, ChoiceItem) and len(item.choices) > 3:
        rungs.append(Rung("narrow", "narrow", choices=_two_left(item)))
    if isinstance(item, ClozeItem) and len(item.blanks) == 1 and item.blanks[0][0].isalpha():
        word = item.blanks[0][0]
        rungs.append(Rung("begins", "begins", word[0], choices=(str(len(word)),)))
    return rungs


def _two_left(item: ChoiceItem) -> tuple[str, str]:
    """The key and the distractor that says most about a misconception, in the item's order."""
    wrong = max(
        (choice for choice in item.choices if not choice.correct),
        key=lambda choice: (bool(choice.misconception), len(choice.text)),
    )
    left = [choice.text for choice in item.choices if choice.correct or choice is wrong]
    return left[0], left[1]
