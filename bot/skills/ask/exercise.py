"""Help with one of the course's own exercises: hints and marks, never the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace

from bot.answering.beside_exercise import (
    LEAVES,
    NAMES_HINT,
    OPTION,
    QUESTION,
    WANTS_ANSWER,
    WANTS_HINT,
)
from bot.answering.extract import Source, Wanted, extract
from bot.cite import citations
from bot.guard import reveals
from bot.hints import Rung, ladder
from bot.learner.events import AttemptMade, HintGiven, ItemOpened
from bot.messages import Action, Buttons, Choices, Option, Part, Text
from bot.skill import Turn
from bot.skills.ask.state import OpenItem, keep, open_item
from knowledge.course import ChoiceItem, Course, Item, Section, TrueFalseItem
from knowledge.grading.mark import Mark
from knowledge.grading.simple import mark, same

_LONGEST_ANSWER = 500


async def open_exercise(
    turn: Turn, course: Course, section: Section, item: Item, *, pasted: bool
) -> AsyncIterator[Part]:
    """Start helping with an item.

    Args:
        pasted: the learner brought it; otherwise it was offered and has to be shown.
    """
    turn.record(ItemOpened(course=course.id, section=section.id, item=item.id))
    keep(turn, OpenItem(course=course.id, section=section.id, item=item.id))
    if not pasted:
        yield Text(markdown=f"**{section.label}**\n\n{question_text(item)}")
        yield _answer_controls(turn, item)
        return
    yield Text(
        markdown=turn._(
            "That's one of the exercises in {section}, so I won't hand you the answer. "
            "I'll help you get it yourself.",
            section=section.label,
        )
    )
    async for part in next_hint(turn, {}):
        yield part


async def next_hint(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    """The next rung of the open item's ladder; each rung is given once."""
    current = open_item(turn)
    place = await _find(turn, current)
    if current is None or place is None:
        yield Text(markdown=_nothing_open(turn))
        return
    course, section, item = place
    rungs = await _rungs(turn, course, section, item)
    if current.next_rung >= len(rungs):
        yield Text(
            markdown=turn._(
                "That's all the hints I have for this one. Read {section} once more with the "
                "exercise beside it, then send me what you get: I'll look at it with you.",
                section=section.label,
            )
        )
        yield citations(course, [section.id])
        return
    rung = rungs[current.next_rung]
    turn.record(
        HintGiven(
            course=course.id,
            section=section.id,
            item=item.id,
            hint=rung.id,
            level=current.next_rung,
        )
    )
    keep(turn, current.model_copy(update={"next_rung": current.next_rung + 1, "in_focus": True}))
    yield Text(markdown=_rung_text(turn, rung))
    if rung.kind in ("orient", "recall"):
        yield citations(course, [section.id])
    yield _answer_controls(turn, item, more=current.next_rung + 1 < len(rungs))


async def answer(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """An option was tapped. The button carries the item, so an old one is recognised."""
    current = open_item(turn)
    place = await _find(turn, current)
    if current is None or place is None or args.get("item") != current.item:
        yield Text(markdown=_nothing_open(turn))
        return
    course, section, item = place
    marked = mark(item, args.get("choice", "")) or Mark("unsure")
    said = marked.picked[0].text if marked.picked else args.get("choice", "")
    async for part in _feedback(turn, course, section, item, marked, said=said):
        yield part


async def about_open_item(turn: Turn, text: str) -> AsyncIterator[Part] | None:
    """The reply when the message is about the open exercise; None when it is not."""
    current = open_item(turn)
    place = await _find(turn, current)
    if current is None or place is None:
        asks = (WANTS_HINT.match(text) and NAMES_HINT.search(text)) or OPTION.match(text)
        return _say(_nothing_open(turn)) if asks else None
    course, section, item = place
    if LEAVES.match(text):
        turn.state.pop("item", None)
        return _say(turn._("Fine, we'll leave it. What next?"))
    if WANTS_ANSWER.search(text):
        return _shared_step(turn)
    if WANTS_HINT.match(text):
        return next_hint(turn, {})
    marked = mark(item, text) if text and current.in_focus else None
    step = await _open_step(turn, current, course, section, item)
    if step and text and current.in_focus and not (marked and marked.verdict == "right"):
        if same(text, step.answer):
            return _after_step(turn, turn._("Yes, that step is right."))
        if marked and not QUESTION.search(text):
            return _after_step(turn, turn._("That isn't what I get for this step."))
    if marked is None or (marked.verdict == "unsure" and QUESTION.search(text)):
        return None
    return _feedback(turn, course, section, item, marked, said=text)


async def _open_step(
    turn: Turn, current: OpenItem, course: Course, section: Section, item: Item
) -> Rung | None:
    """The smaller question asked last: a reply answers it before it answers the exercise."""
    if current.next_rung == 0 or not item.hints:
        return None
    last = (await _rungs(turn, course, section, item))[current.next_rung - 1]
    return last if last.answer else None


async def _after_step(turn: Turn, words: str) -> AsyncIterator[Part]:
    yield Text(markdown=words)
    async for part in next_hint(turn, {}):
        yield part


async def safe_to_say(turn: Turn, text: str) -> bool:
    """False when a text would give the open exercise away."""
    place = await _find(turn, open_item(turn))
    return place is None or not reveals(text, place[2], place[0].language)


async def _shared_step(turn: Turn) -> AsyncIterator[Part]:
    yield Text(markdown=turn._("I'll start it with you, so it goes fast."))
    async for part in next_hint(turn, {}):
        yield part


async def _feedback(
    turn: Turn, course: Course, section: Section, item: Item, marked: Mark, *, said: str
) -> AsyncIterator[Part]:
    current = open_item(turn) or OpenItem(course=course.id, section=section.id, item=item.id)
    turn.record(
        AttemptMade(
            course=course.id,
            section=section.id,
            item=item.id,
            concepts=section.concept_ids(item),
            answer=said[:_LONGEST_ANSWER],
            credit=marked.credit,
            hints=current.next_rung,
            attempt=current.tries + 1,
        )
    )
    if marked.verdict == "right":
        turn.state.pop("item", None)
        praise = (
            turn._("Yes, that's it.")
            if current.tries == 0
            else turn._("Yes, that's it. You stayed with it until it worked.")
        )
        yield Text(markdown="\n\n".join(filter(None, [praise, item.explanation])))
        yield citations(course, [section.id])
        yield Buttons(
            options=(
                Option(
                    label=turn._("Another one"),
                    action=Action(name="ask.practise", args={"section": section.id}),
                ),
            )
        )
        return
    keep(turn, current.model_copy(update={"tries": current.tries + 1}))
    if marked.verdict == "wrong":
        believed = marked.picked[0].misconception if marked.picked else ""
        safe = believed if believed and not reveals(believed, item, course.language) else ""
        yield Text(markdown=" ".join(filter(None, [turn._("Not this time."), safe])))
    else:
        yield Text(
            markdown=turn._(
                "That isn't the form I have, and I can't tell yet whether it means the same. "
                "Check it against this:"
            )
        )
    async for part in next_hint(turn, {}):
        yield part


def askable(section: Section) -> list[Item]:
    """Exercises of a section that can be put in a chat."""
    return [item for item in section.items if not item.needs_figure]


def question_text(item: Item) -> str:
    return "\n\n".join(filter(None, [item.stem, item.question]))


def _answer_controls(turn: Turn, item: Item, *, more: bool = True) -> Part:
    hint = Option(label=turn._("Hint"), action=Action(name="ask.hint")) if more else None
    texts: Sequence[str] = ()
    if isinstance(item, ChoiceItem):
        texts = [choice.text for choice in item.choices]
    elif isinstance(item, TrueFalseItem):
        texts = [turn._("True"), turn._("False")]
    if texts:
        return Choices(options=(*_options(item, texts), *([hint] if hint else [])))
    return Buttons(
        options=(
            *([hint] if hint else []),
            Option(label=turn._("Leave it"), action=Action(name="ask.leave")),
        ),
        beside_answer=True,
    )


def _options(item: Item, texts: Sequence[str]) -> list[Option]:
    letters = "tf" if isinstance(item, TrueFalseItem) else "abcdefghijklmnopqrstuvwxyz"
    return [
        Option(
            label=text,
            action=Action(name="ask.answer", args={"item": item.id, "choice": letters[number]}),
        )
        for number, text in enumerate(texts)
    ]


async def leave(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    turn.state.pop("item", None)
    yield Text(markdown=turn._("Fine, we'll leave it. What next?"))


def _rung_text(turn: Turn, rung: Rung) -> str:
    match rung.kind:
        case "orient":
            return turn._(
                "Start here: say in your own words what it asks for, and which idea of "
                "{section} it is about.",
                section=rung.text,
            )
        case "recall":
            return turn._("What your course says about it: {text}", text=rung.text)
        case "narrow":
            return turn._(
                "It's down to two: “{one}” or “{other}”. What tells them apart?",
                one=rung.choices[0],
                other=rung.choices[1],
            )
        case "hint" | "scaffold":
            options = "".join(f"\n- {choice}" for choice in rung.choices)
            return f"{rung.text}{options}"


async def _rungs(turn: Turn, course: Course, section: Section, item: Item) -> list[Rung]:
    recall: list[str] = []
    if not item.hints:
        recall = await asyncio.to_thread(_recall, turn, course, section, item)
    return ladder(item, section, recall, course.language)


def _recall(turn: Turn, course: Course, section: Section, item: Item) -> list[str]:
    """Sentences of the item's own section about its idea."""
    question = question_text(item)
    hits = turn.retrieval.search(question, courses=[course.id], limit=12)
    sources = [
        Source(section.id, hit.passage.text, course.language, hit.score)
        for hit in hits
        if hit.passage.section_id == section.id and hit.passage.kind == "text"
    ]
    wanted = replace(Wanted(), sentences=6, words=200)
    picked = extract(question, sources, turn.retrieval.similarities, wanted=wanted)
    return [pick.text for pick in sorted(picked, key=lambda pick: -pick.score)]


async def _find(turn: Turn, current: OpenItem | None) -> tuple[Course, Section, Item] | None:
    """The open item as the course has it now; None when there is none any more."""
    if current is None:
        return None
    from knowledge.problems import SourceError

    try:
        course = await asyncio.to_thread(turn.courses.get, current.course)
    except SourceError:
        return None
    for section, item in course.items():
        if section.id == current.section and item.id == current.item:
            return course, section, item
    return None


def _nothing_open(turn: Turn) -> str:
    return turn._("No exercise is open right now. Paste one, or ask me for one.")


async def _say(markdown: str) -> AsyncIterator[Part]:
    yield Text(markdown=markdown)
