"""Help with the open exercise, as the policy decides it (bot/policy.py)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from bot import policy
from bot.answering.prepared import graph_of
from bot.cite import citations
from bot.learner.events import ItemOpened
from bot.messages import Action, Buttons, Option, Part, Status, Text
from bot.policy import (
    AskAttempt,
    Exam,
    First,
    Give,
    NoMore,
    Request,
    Situation,
    Solution,
    gives_hints,
)
from bot.skill import Turn
from bot.tutor import open_item
from bot.tutor.drafting import wants_ladder, with_ladder
from bot.tutor.exercise import Exercise, controls, presented
from bot.tutor.hinting import record_hint, rung_text
from bot.tutor.marking import get_ready
from bot.tutor.open_item import OpenItem
from bot.tutor.rules import rule, situation
from bot.tutor.solution import markdown

_SAID = "your_turn"


async def begin(turn: Turn, exercise: Exercise, *, pasted: bool) -> AsyncIterator[Part]:
    """Start helping with an item.

    Args:
        pasted: the learner brought it; otherwise it was offered and has to be shown.
    """
    if wants_ladder(turn, exercise) and gives_hints(await rule(turn, exercise)):
        yield Status(text=turn._("I'm looking for a good way in…"))
        exercise = await with_ladder(turn, exercise)
    course, section, item = exercise.course, exercise.section, exercise.item
    get_ready(turn, item)
    turn.record(ItemOpened(course=course.id, section=section.id, item=item.id))
    opened = OpenItem(course=course.id, section=section.id, item=item.id)
    open_item.keep(turn, opened)
    if not pasted:
        yield Text(markdown=f"**{section.label}**\n\n{presented(turn, item)}")
        yield answer_controls(turn, exercise)
        return
    if await rule(turn, exercise) == "exam":
        yield Text(markdown=_exam(turn))
        return
    yield Text(
        markdown=turn._(
            "That's one of the exercises in {section}, so I won't hand you the answer. "
            "I'll help you get it yourself.",
            section=section.label,
        )
    )
    async for part in help_with(turn, "stuck"):
        yield part


async def help_with(turn: Turn, request: Request) -> AsyncIterator[Part]:
    """What the policy allows now."""
    found = await open_item.on_table(turn)
    if found is None:
        yield Text(markdown=nothing_open(turn))
        return
    item, exercise = found
    now = await situation(turn, exercise, item)
    decided = policy.decide(now, request)
    match decided:
        case Give():
            parts = _give(turn, exercise, item, now, decided)
        case Exam():
            parts = _say(_exam(turn))
        case First():
            parts = _first(turn, exercise, item, decided.concept)
        case Solution():
            parts = _solution(turn, exercise)
        case AskAttempt():
            parts = _your_turn(turn, exercise)
        case NoMore():
            parts = _no_more(turn, exercise, item, decided)
    async for part in parts:
        yield part


async def _give(
    turn: Turn, exercise: Exercise, item: OpenItem, now: Situation, give: Give
) -> AsyncIterator[Part]:
    rung = give.rung
    record_hint(turn, exercise, give.level, rung)
    item = item.model_copy(
        update={"given": (*item.given, rung.id), "in_focus": True, "told": item.told or give.shared}
    )
    open_item.keep(turn, item)
    lead = turn._("I'll start it with you, so it goes fast.") if give.shared else ""
    yield Text(markdown="\n\n".join(filter(None, [lead, rung_text(turn, rung)])))
    if rung.kind in ("orient", "recall"):
        yield citations(exercise.course, [exercise.section.id])
    more = any(each.id not in item.given for each in now.ladder)
    yield answer_controls(turn, exercise, more=more)


async def _first(
    turn: Turn, exercise: Exercise, item: OpenItem, concept: str
) -> AsyncIterator[Part]:
    """A prerequisite that is shaky: worth a minute before going on, if they want."""
    open_item.keep(turn, item.model_copy(update={"offered": (*item.offered, concept)}))
    node = graph_of(exercise.course).nodes[concept]
    yield Text(
        markdown=turn._(
            "This builds on *{concept}*, and that isn't solid yet. Shall we do that first? It "
            "makes this one easier.",
            concept=node.title,
        )
    )
    yield Buttons(
        options=(
            Option(
                label=turn._("Yes, that first"),
                action=Action(name="quiz.practise", args={"concept": concept}),
            ),
            Option(label=turn._("A hint for this one"), action=Action(name="hint.next")),
        ),
        beside_answer=True,
    )


async def _solution(turn: Turn, exercise: Exercise) -> AsyncIterator[Part]:
    """All of it; the exercise is over."""
    open_item.close(turn)
    lead = turn._("Here is the whole way. Compare it with yours: where do they part?")
    yield Text(markdown=f"{lead}\n\n{markdown(exercise.item)}")
    yield citations(exercise.course, [exercise.section.id])
    yield _another(turn, exercise)


async def _your_turn(turn: Turn, exercise: Exercise) -> AsyncIterator[Part]:
    """Never in the same words twice in a row: who presses on doesn't talk to a wall."""
    words = [
        turn._(
            "The next step is yours: write down what you get, even if it's only half of it. I look "
            "at it and tell you what's right."
        ),
        turn._(
            "If I say it, you have it for tonight; if you find it, you have it for the exam. What "
            "do you have so far?"
        ),
        turn._("Write one thing about it that you're sure of, and we go on from there."),
    ]
    said = turn.state.get(_SAID, -1)
    place = (said + 1) % len(words) if isinstance(said, int) else 0
    turn.state[_SAID] = place
    yield Text(markdown=words[place])
    yield answer_controls(turn, exercise)


async def _no_more(
    turn: Turn, exercise: Exercise, item: OpenItem, decided: NoMore
) -> AsyncIterator[Part]:
    if item.ended:  # said once is enough
        yield Text(
            markdown=turn._(
                "Try it once more, or leave it for now: a night's sleep helps more than a guess."
            )
        )
        yield answer_controls(turn, exercise, more=False)
        return
    open_item.keep(turn, item.model_copy(update={"ended": True}))
    said = turn._(
        "That's all the hints I have for this one. Read {section} once more with the "
        "exercise beside it, then send me what you get: I'll look at it with you.",
        section=exercise.section.label,
    )
    if decided.solution_after_attempt:
        after = turn._("After a try of your own I can show you the whole way.")
        said = f"{said} {after}"
    yield Text(markdown=said)
    yield citations(exercise.course, [exercise.section.id])


def _exam(turn: Turn) -> str:
    return turn._(
        "Your teacher has asked me not to help with this one right now. Afterwards I'm glad to go "
        "through it with you.",
    )


def answer_controls(turn: Turn, exercise: Exercise, *, more: bool = True) -> Part:
    """What the open exercise is answered with."""
    hint = Option(label=turn._("Hint"), action=Action(name="hint.next"))
    leave = Option(label=turn._("Leave it"), action=Action(name="hint.leave"))
    item = exercise.item
    answer: Callable[[str], Action] = lambda letter: Action(  # noqa: E731
        name="hint.answer", args={"item": item.id, "choice": letter}
    )
    shown = controls(turn, item, answer, (hint,) if more else ())
    if isinstance(shown, Buttons):
        return controls(turn, item, answer, (*([hint] if more else []), leave))
    return shown


def _another(turn: Turn, exercise: Exercise) -> Buttons:
    action = Action(name="ask.practise", args={"section": exercise.section.id})
    return Buttons(options=(Option(label=turn._("Another one"), action=action),))


def nothing_open(turn: Turn) -> str:
    return turn._("No exercise is open right now. Paste one, or ask me for one.")


async def _say(markdown: str) -> AsyncIterator[Part]:
    yield Text(markdown=markdown)
