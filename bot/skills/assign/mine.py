"""A student's side: what there is to do, beginning it, having read it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.cite import citations
from bot.learner.events import WorkDone, WorkTold
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.tutor.assigned import Given, begins, finished, to_do, told_parts, words
from bot.tutor.course import parts

_Args = Mapping[str, str]
_LABEL = 40


async def show(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
    given = await to_do(turn)
    if not given:
        yield Text(markdown=turn._("There is nothing from your teacher to do right now."))
        return
    new = tuple(each.work.newest for each in given if not each.heard)
    if new:
        turn.record(WorkTold(names=new))
    for part in _listed(turn, given):
        yield part


async def today(turn: Turn) -> AsyncIterator[Part]:
    """Their part of the day at a glance."""
    given = await to_do(turn)
    if given:
        for part in _listed(turn, given[:3]):
            yield part


def _listed(turn: Turn, given: list[Given]) -> list[Part]:
    lines = [turn._("From your teacher:")]
    lines += [f"- {words(turn, each.course, each.work.event)}" for each in given]
    options = [begins(turn, each) for each in given[:5]]
    if len(options) > 1:
        options = [
            option.model_copy(update={"label": f"{option.label}: {_short(each)}"})
            for option, each in zip(options, given, strict=False)
        ]
    return [Text(markdown="\n".join(lines)), Buttons(options=tuple(options))]


def _short(given: Given) -> str:
    name = parts(given.course, given.work.event.sections)
    return name if len(name) <= _LABEL else f"{name[:_LABEL].rstrip()} …"


async def do(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """Begin it."""
    found = {each.work.id: each for each in await to_do(turn)}
    given = found.get(args.get("id", ""))
    if given is None:
        yield Text(markdown=turn._("That's done, or your teacher took it back."))
        return
    event = given.work.event
    turn.learner = turn.learner.model_copy(update={"course": event.course})
    if event.what == "quiz":
        wanted = {"concept": " ".join(event.concepts)}
        if event.questions:
            wanted["questions"] = str(event.questions)
        async for part in turn.skill("quiz").act["practise"](turn, wanted):
            yield part
        return
    there = {section.id: section for section in given.course.sections()}
    sections = [there[name] for name in event.sections if name in there]
    lines = [turn._("To read:"), *(f"- {section.label}" for section in sections)]
    yield Text(markdown="\n".join(lines))
    yield citations(given.course, [section.id for section in sections if section.url])
    read = Action(name="ask.read", args={"section": sections[0].id}) if sections else None
    done = Action(name="assign.done", args={"id": event.id, "course": event.course})
    options = [Option(label=turn._("I've read it"), action=done)]
    if read:
        options.append(Option(label=turn._("The section in short"), action=read))
    yield Buttons(options=tuple(options))


async def read(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """They say that they read it."""
    found = {each.work.id: each for each in await to_do(turn)}
    given = found.get(args.get("id", ""))
    if given is None or given.work.event.what != "reading":
        yield Text(markdown=turn._("That's done, or your teacher took it back."))
        return
    turn.record(WorkDone(id=given.work.id, course=given.course.id))
    yield finished(turn)
    names = " ".join(given.work.event.concepts)
    if names:
        check = Action(name="quiz.practise", args={"concept": names, "questions": "3"})
        yield Text(markdown=turn._("Three questions show whether it stuck. Want to try?"))
        yield Buttons(options=(Option(label=turn._("Three questions"), action=check),))


async def due(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """It is time to hear of it; nothing when it is done, taken back, or heard of already."""
    found = [each for each in await to_do(turn) if each.work.id == args.get("id")]
    new = [each for each in found if not each.heard]
    if not new:
        if not turn.incoming.unasked:
            async for part in show(turn, {}):
                yield part
        return
    turn.record(WorkTold(names=tuple(each.work.newest for each in new)))
    for part in told_parts(turn, new):
        yield part
