"""An exercise of the learner's own: the course doesn't have it, so there is no key; but each step
of their work can be held against the one before."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

from bot.answering.exercise import formulas_in
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.ask.state import offer
from bot.tutor import work
from bot.tutor.exercise import askable
from knowledge.course import AlgebraItem, Course, NumericItem
from knowledge.grading.steps.result import StepCheck
from knowledge.text import raw_words

_NAME = "own_exercise"
_LONGEST = 2_000
_FEW_WORDS = 4
"""Words besides formulas that a pasted exercise has ("Solve for x:")."""
_TELLING = 4
"""Characters from which a formula is an exercise."""
_RESULT = re.compile(r"\W*(?:so )?[a-zA-Z]\s*=\s*[-−]?[\d.,/]+\W*")
_WORDS = re.compile(r"[^\W\d_]{3,}")


def is_one(turn: Turn, text: str) -> bool:
    """Hardly anything but formulas, something to be worked out in them; or the next step."""
    telling = 1 if turn.state.get(_NAME) else _TELLING
    formulas = [formula for formula in formulas_in(text) if len(formula) >= telling]
    words = [word for word in raw_words(text) if _WORDS.fullmatch(word)]
    return bool(formulas) and len(words) <= _FEW_WORDS and "?" not in text


async def follow(turn: Turn, course: Course, text: str) -> AsyncIterator[Part]:
    """What is right in it so far, and the first step that isn't."""
    begun = str(turn.state.get(_NAME, ""))
    whole = f"{begun}\n{text}".strip()[-_LONGEST:]
    check = await _followed(turn, whole)
    if begun and not any(step.right for step in check.steps):  # another one
        whole, check = text, await _followed(turn, text)
    at = check.first_wrong
    kept = [step.text for step in check.steps[:at]]
    turn.state[_NAME] = "\n".join(kept) if at else whole
    if at is not None:
        said = f"{work.praised(turn, check)} {work.located(turn, check)}".strip()
        yield Text(markdown=said)
    elif check.right:
        said = (
            turn._("Put it back into the exercise to see whether it fits.")
            if _RESULT.fullmatch(check.steps[-1].text)
            else turn._("Go on from there: what comes next?")
        )
        yield Text(markdown=f"{work.praised(turn, check)} {said}")
    else:
        yield Text(
            markdown=turn._(
                "That one isn't among your course's exercises, so I don't have its answer. But I "
                "can follow your steps: write them one a line, and I tell you which are right and "
                "where it first goes wrong."
            )
        )
        for part in await _like_it(turn, course, text):
            yield part


async def _followed(turn: Turn, whole: str) -> StepCheck:
    language = turn.translator.language
    return await asyncio.to_thread(turn.grader.check_steps, whole, language=language)


async def _like_it(turn: Turn, course: Course, text: str) -> list[Part]:
    """The offer of an exercise of the section that is nearest."""
    hits = await asyncio.to_thread(
        turn.retrieval.search, text, courses=[course.id], limit=8, per_section=1
    )
    with_items = {
        section.id: section
        for section in course.sections()
        if any(isinstance(item, NumericItem | AlgebraItem) for item in askable(section))
    }
    found = [with_items[h.passage.section_id] for h in hits if h.passage.section_id in with_items]
    if not found:
        return []
    action = Action(name="ask.practise", args={"section": found[0].id})
    offer(turn, action)
    label = turn._("An exercise from {section}", section=found[0].label)
    return [Buttons(options=(Option(label=label, action=action),), beside_answer=True)]
