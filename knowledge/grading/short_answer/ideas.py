"""The key ideas of an item, and which of them an answer has.

They are the teacher's (`key_ideas`) or the clauses of the model answer. An idea is met when most of
its words are there and the meaning is near, or a clause has nearly its words; missed when next to
none are there and the meaning is elsewhere, or a clause says the opposite. What is between is left
open: a learner isn't told that something is missing which may be there in other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.course import ShortAnswerItem
from knowledge.grading.short_answer.evidence import share
from knowledge.grading.short_answer.keys import asked, open_key
from knowledge.grading.short_answer.meaning import Sense
from knowledge.grading.short_answer.polarity import MOSTLY, polarity
from knowledge.grading.short_answer.reading import clauses, read

COPIED = 0.8
"""Share of words in common, both ways, that needs no look at the meaning."""
MOST = 0.7
"""Share of the idea's words, without the question's …"""
NEAR = 0.5
"""… and cosine of what answer and idea add to the question; both, and the idea is met."""
FEW = 0.25
FAR = 0.2
"""Neither more words nor a nearer meaning, and it is missed."""
_LINK = re.compile(r"^(?:and|but|so|because|since|y|e|pero|porque|pues)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ideas:
    """Key ideas in the item's order. Those that can't be told are in no list."""

    met: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    """Those of the missed ones of which the answer says the opposite."""
    count: int = 0

    @property
    def all_told(self) -> bool:
        """No idea was left open."""
        return len(self.met) + len(self.missed) == self.count


def ideas_of(item: ShortAnswerItem, language: str) -> tuple[str, ...]:
    """The teacher's key ideas, or the model answer's clauses; none of "Answers will vary"."""
    if item.key_ideas:
        return item.key_ideas
    if open_key(item.answer):
        return ()
    return tuple(_LINK.sub("", clause) for clause in clauses(item.answer, language))


def compare(
    item: ShortAnswerItem, answer: str, sense: Callable[[str], Sense | None], *, language: str
) -> Ideas:
    """Look for each idea in the answer; ``sense`` gives the meaning of a text."""
    ideas = ideas_of(item, language)
    question = asked(item)
    given = read(question, language).content
    said = read(answer, language).content
    met, missed, contradicted = [], [], []
    for idea in ideas:
        wanted = read(idea, language).content
        found = share(wanted - given or wanted, said, language)
        stance = polarity(answer, idea, question, language)
        if stance.opposition >= MOSTLY:
            missed.append(idea)
            contradicted.append(idea)
        elif stance.agreement >= COPIED or (found >= MOST and _near(answer, idea, sense, True)):
            met.append(idea)
        elif found <= FEW and not _near(answer, idea, sense, False):
            missed.append(idea)
    return Ideas(tuple(met), tuple(missed), tuple(contradicted), len(ideas))


def _near(answer: str, idea: str, sense: Callable[[str], Sense | None], well_worded: bool) -> bool:
    """Whether the meanings are near, where words already say ``well_worded``.

    By words alone, what words say stands.
    """
    one, other = sense(answer), sense(idea)
    if one is None or other is None:
        return well_worded
    return one.near(other) >= (NEAR if well_worded else FAR)
