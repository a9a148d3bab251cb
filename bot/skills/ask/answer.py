"""A covered question gets an answer, its sources and one next step; any other is said to be one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from typing import Literal

from bot.answering.exercise import formulas_in
from bot.answering.extract import Wanted
from bot.cite import citations
from bot.learner.events import QuestionAsked
from bot.learner.model import Preferences
from bot.messages import Action, Buttons, Draft, Option, Part, Text
from bot.skill import Turn
from bot.skills.ask import phrased
from bot.skills.ask.find import Found, elsewhere
from bot.skills.ask.offline import Answer, compose
from bot.skills.ask.state import Topic, keep, offer, offered_last, topic
from bot.tutor import asked, open_item, to_teacher
from bot.tutor.class_rules import own_preferences, settings_of
from bot.tutor.exercise import askable
from bot.tutor.helping import help_with
from bot.tutor.pilots import only_searches
from knowledge.course import Course

_LONGEST_KEPT = 500
_EXAMPLE = re.compile(
    r"\b(?:for (?:example|instance)|such as|imagine|suppose|consider|say|like when|"
    r"por ejemplo|como por|tales? como|supong\w+|imagin\w+)\b",
    re.IGNORECASE,
)


async def answer(turn: Turn, found: Found, told: Collection[str] = ()) -> AsyncIterator[Part]:
    """Answer from the course; streamed when a model phrases it.

    Args:
        told: sentences that they have just read elsewhere.
    """
    previous = topic(turn) if found.move else None
    said = frozenset(previous.said if previous else told)
    composed = await _compose(turn, found, said)
    spoken: phrased.Phrased | None = None
    open_ = await asked.exercises(turn)
    if turn.model and composed and not await _only_searches(turn, found):
        async for step in phrased.phrase(turn, found):
            if not isinstance(step, Draft):
                spoken = step
            elif not open_:  # what isn't checked yet is not shown beside an open item
                yield step
    final = spoken.answer if spoken and spoken.answer else composed
    if final is None:
        nothing_new = help_with(turn, "stuck") if told else _exhausted(turn, found)
        async for part in nothing_new:
            yield part
        return
    by_model = final is not composed
    if open_:
        checked = await _checked(turn, final)
        by_model = by_model and checked is not None
        final = checked or (composed and await _checked(turn, composed))
    if final is None:
        async for part in _on_the_table(turn):
            yield part
        return
    turn.record(
        QuestionAsked(
            course=found.course.id,
            question=found.question[:_LONGEST_KEPT],
            covered=True,
            sections=final.sections,
            answered_by="model" if by_model else _source(found),
        )
    )
    base = previous or Topic(
        question=found.question, course=found.course.id, section=final.sections[0]
    )
    _remember(turn, base, found, final, about_hint=bool(told))
    note = spoken.note if spoken else ""
    yield Text(
        markdown="\n\n".join(filter(None, [_lead(turn, found, final), final.markdown, note])),
        by_model=by_model,
    )
    yield citations(found.course, final.sections)
    for part in _next_step(turn, found, final):
        yield part


async def _only_searches(turn: Turn, found: Found) -> bool:
    """A pilot wants to know what the course's own sentences are worth to this learner."""
    section = found.nearest.passage.section_id if found.nearest else ""
    return await only_searches(turn, found.course.id, section)


async def _checked(turn: Turn, final: Answer) -> Answer | None:
    """The answer without what gives an open item away; None when nothing else is in it."""
    text = await asked.checked(turn, final.markdown)
    return replace(final, markdown=text) if text else None


async def _on_the_table(turn: Turn) -> AsyncIterator[Part]:
    """What they ask would be the answer to what they are asked."""
    if open_item.current(turn) is None:
        yield Text(
            markdown=turn._(
                "That would answer the question that is waiting for you. Try that one first; "
                "then I tell you all about it."
            )
        )
        return
    yield Text(markdown=turn._("That is what the open exercise asks for, so I leave it to you."))
    async for part in help_with(turn, "stuck"):
        yield part


def _lead(turn: Turn, found: Found, final: Answer) -> str:
    """Who asks for an example is told when the course has none."""
    wants_example = found.move is not None and found.move.move == "example"
    if not wants_example or final.asks or _EXAMPLE.search(final.markdown):
        return ""
    return turn._("I don't see an example of it in your course. This comes closest:")


async def _compose(turn: Turn, found: Found, said: frozenset[str]) -> Answer | None:
    form = wanted(await own_preferences(turn, found.course.id))
    similarities = turn.retrieval.similarities
    if not (found.move and found.move.move == "simpler"):
        return await asyncio.to_thread(compose, found, similarities, form, said=said)
    simple = replace(form, plain=True, sentences=2, words=50)
    # New words if there are any; otherwise the plainest of the ones already said.
    return await asyncio.to_thread(
        compose, found, similarities, simple, said=said
    ) or await asyncio.to_thread(compose, found, similarities, simple)


def _remember(turn: Turn, base: Topic, found: Found, final: Answer, *, about_hint: bool) -> None:
    old = topic(turn)
    terms = (*(old.terms if old else ()), *(definition.term.name for definition in found.terms))
    latest = tuple(dict.fromkeys(reversed(terms)))[:2][::-1]
    update = {"question": found.question, "terms": latest}
    keep(turn, base.model_copy(update=update).with_said(final.said))
    item = open_item.current(turn)
    if item and not about_hint:
        open_item.keep(turn, item.model_copy(update={"in_focus": False}))


def wanted(preferences: Preferences) -> Wanted:
    """How long and how plain an answer the learner asked for."""
    if preferences.help == "hints":
        sentences, words = 1, 45
    else:
        sentences, words = {"fast": (2, 60), "steady": (4, 110), "relaxed": (6, 170)}[
            preferences.pace
        ]
    return Wanted(
        sentences=sentences,
        words=words,
        plain=preferences.reading_level == "plain",
        interests=preferences.interests,
    )


def _source(found: Found) -> Literal["term", "extract"]:
    return "term" if found.terms and not found.move else "extract"


def _next_step(turn: Turn, found: Found, final: Answer) -> list[Part]:
    """One question, and buttons for what else there is."""
    section = final.sections[0]
    has_items = any(askable(each) for each in found.course.sections() if each.id == section)
    has_example = any(
        hit.passage.section_id == section and _EXAMPLE.search(hit.passage.text)
        for hit in found.hits
    )
    options = {
        "example": Option(label=turn._("An example"), action=Action(name="ask.example")),
        "practise": Option(
            label=turn._("A question on this"),
            action=Action(name="ask.practise", args={"section": section}),
        ),
        "more": Option(label=turn._("More"), action=Action(name="ask.more")),
        "read": Option(
            label=turn._("The section in short"),
            action=Action(name="ask.read", args={"section": section}),
        ),
    }
    if not has_items:
        options.pop("practise")
    asked = found.move is not None and found.move.move == "example"
    if asked or not has_example or _EXAMPLE.search(final.markdown):
        options.pop("example")
    if turn.learner.preferences.help == "hints":
        first, question = "more", turn._("What do you think follows from that? I can show more.")
    elif "example" in options and offered_last(turn) != "ask.example":
        first, question = "example", turn._("Would an example help?")
    elif "practise" in options:
        first, question = "practise", turn._("Want to try a question on it?")
    else:
        first, question = "more", turn._("Shall I go on?")
    order = [first, *(name for name in options if name != first)]
    buttons = Buttons(options=tuple(options[name] for name in order))
    if final.asks:
        return [buttons]
    offer(turn, options[first].action)
    return [Text(markdown=question), buttons]


async def _exhausted(turn: Turn, found: Found) -> AsyncIterator[Part]:
    """The passages say nothing (more) that can be quoted."""
    current = topic(turn) if found.move else None
    section_id = current.section if current else None
    if section_id is None and found.nearest:
        section_id = found.nearest.passage.section_id
    section = next((each for each in found.course.sections() if each.id == section_id), None)
    if section and askable(section) and not current:
        text = turn._("Your course doesn't explain that in words; it practises it.")
    else:
        text = turn._(
            "That's all your course says on it. The section itself is the place to go on, or ask "
            "me about one word of it."
        )
    yield Text(markdown=text)
    if section:
        yield citations(found.course, [section.id])
    if section and askable(section):
        action = Action(name="ask.practise", args={"section": section.id})
        offer(turn, action)
        yield Text(markdown=turn._("Want to try an exercise, with hints?"))
        yield Buttons(options=(Option(label=turn._("A question on this"), action=action),))


async def not_covered(turn: Turn, found: Found) -> AsyncIterator[Part]:
    """Say so, name what is nearest, and offer the other course that does cover it."""
    turn.record(
        QuestionAsked(
            course=found.course.id,
            question=found.question[:_LONGEST_KEPT],
            covered=False,
            answered_by="none",
        )
    )
    if await open_item.on_table(turn):
        yield Text(markdown=turn._("Your course says nothing about that, so back to the exercise."))
        async for part in help_with(turn, "aside"):
            yield part
        return
    if formulas_in(found.question):
        yield Text(
            markdown=turn._(
                "I can't check that one yet: it isn't among your course's exercises. Ask me how "
                "such a problem is solved, or for an exercise of that kind."
            )
        )
        for part in await _to_teacher(turn, found):
            yield part
        return
    settings = await settings_of(turn, found.course.id)
    other = None
    if settings.outside == "other_courses" or turn.may(found.course.id, "see"):
        other = await elsewhere(turn, found.question, but=found.course.id)
    if other and other.nearest:
        yield Text(
            markdown=turn._(
                "That's not in {course}, but {other} has it, in {section}.",
                course=found.course.title,
                other=other.course.title,
                section=other.nearest.passage.section_label,
            )
        )
        turn.state["waiting"] = found.question[:_LONGEST_KEPT]
        switch = Action(name="ask.switch", args={"id": other.course.id})
        offer(turn, switch)
        label = turn._("Answer it from there")
        more = [each for part in await _to_teacher(turn, found) for each in part.options]
        yield Buttons(options=(Option(label=label, action=switch), *more))
        return
    text = turn._("That's not in {course}, so I'd only be guessing.", course=found.course.title)
    if found.nearest:
        nearest = turn._(
            "The nearest section is {section}; if you meant that, ask it in other words.",
            section=found.nearest.passage.section_label,
        )
        text = f"{text} {nearest}"
    yield Text(markdown=f"{text} {_range(turn, found.course)}")
    for part in await _to_teacher(turn, found):
        yield part


async def _to_teacher(turn: Turn, found: Found) -> list[Buttons]:
    """Where there is one: the offer to ask them."""
    if not await to_teacher.can(turn, found.course.id):
        return []
    question = to_teacher.Unanswered(
        course=found.course.id,
        question=found.question[: to_teacher.LONGEST],
        section=found.nearest.passage.section_id if found.nearest else "",
    )
    return [to_teacher.keep(turn, question)]


def _range(turn: Turn, course: Course) -> str:
    numbers = [unit.number for unit in course.units if unit.number.isdigit()]
    if len(numbers) > 1:
        return turn._(
            "I can help with anything from chapters {first} to {last}, or ask your teacher.",
            first=numbers[0],
            last=numbers[-1],
        )
    return turn._("Your teacher is the one to ask about the rest.")
