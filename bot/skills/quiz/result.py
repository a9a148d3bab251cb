"""How a quiz ends: what went well, what to do next."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.answering.prepared import graph_of
from bot.learner.events import QuizEnded, TestedOut
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.quiz import state
from bot.skills.quiz.state import Quiz
from bot.tutor.beliefs import percent
from knowledge.course import Course

PASSED = 0.8
"""Share of right answers that shows that a section is known."""


async def end(
    turn: Turn, course: Course, quiz: Quiz, lead: str = "", *, stopped: bool = False
) -> AsyncIterator[Part]:
    """The result, and what to do next."""
    state.end(turn)
    turn.record(
        QuizEnded(
            course=course.id,
            quiz=quiz.id,
            answered=len(quiz.done),
            right=quiz.right,
            stopped=stopped,
        )
    )
    match quiz.mode:
        case "check":
            said = await _checked(turn, course, quiz)
        case "test_out":
            said = _tested(turn, course, quiz, stopped=stopped)
        case _:
            said = _scored(turn, course, quiz, stopped=stopped)
    yield Text(markdown="\n\n".join(filter(None, [lead, said])))
    options = _next_steps(turn, course, quiz)
    if options:
        yield Buttons(options=tuple(options))


def _scored(turn: Turn, course: Course, quiz: Quiz, *, stopped: bool) -> str:
    n = len(quiz.done)
    if not n:
        return turn._("Nothing answered, nothing counted. We can start over whenever you like.")
    said = [
        turn.n(
            "That's it: {right} of {count} right.", "That's it: {right} of {count} right.", n,
            right=quiz.right,
        )
    ]  # fmt: skip
    if stopped:
        said = [
            turn.n(
                "We stop here: {right} of {count} right.",
                "We stop here: {right} of {count} right.",
                n,
                right=quiz.right,
            )
        ]
    elif n < quiz.questions:
        said = [
            turn.n(
                "There is nothing more to ask about it right now: {right} of {count} right.",
                "There is nothing more to ask about it right now: {right} of {count} right.",
                n,
                right=quiz.right,
            )
        ]
    hinted = sum(bool(answered.hints) for answered in quiz.done)
    if hinted:
        said.append(turn.n("{count} with a hint.", "{count} with hints.", hinted))
    missed = _missed(course, quiz)
    if missed:
        said.append(turn._("Worth another look: {concepts}.", concepts="; ".join(missed[:3])))
    elif quiz.right == n:
        said.append(turn._("You can take harder ones, or something new."))
    return " ".join(said)


async def _checked(turn: Turn, course: Course, quiz: Quiz) -> str:
    """What the two questions changed about what is believed."""
    if not quiz.done:
        return turn._("Then it stays as it was. You can check it whenever you like.")
    known = await turn.known(course)
    graph = graph_of(course)
    lines = []
    for name, before in quiz.before.items():
        node = graph.nodes.get(name)
        if node is None:
            continue
        now = known.belief(course.id, name, turn.now).value
        lines.append(
            turn._(
                "{concept}: I had {before}, now I have {now}.",
                concept=node.title,
                before=percent(before),
                now=percent(now),
            )
        )
    moved = quiz.right == len(quiz.done)
    said = (
        turn._("Thanks for telling me: two answers say more than my guess.")
        if moved
        else turn._("Thanks for looking with me. These two count like any other answers.")
    )
    return "\n\n".join([*lines, said])


def _tested(turn: Turn, course: Course, quiz: Quiz, *, stopped: bool) -> str:
    sections = dict.fromkeys(
        node.section.id
        for name in quiz.concepts
        if (node := graph_of(course).nodes.get(name)) is not None
    )
    enough = not stopped and bool(quiz.done) and quiz.right >= PASSED * len(quiz.done)
    labels = {section.id: section.label for section in course.sections()}
    for section in sections:
        turn.record(TestedOut(course=course.id, section=section, passed=enough))
    name = next((labels[section] for section in sections), course.title)
    if enough:
        return turn._(
            "{right} of {count} right: you know {section}. Your plan goes on without it, and "
            "review keeps it fresh.",
            right=quiz.right,
            count=len(quiz.done),
            section=name,
        )
    return turn._(
        "{right} of {count} right: not enough to skip {section} yet. Now you know which part to "
        "work on.",
        right=quiz.right,
        count=len(quiz.done),
        section=name,
    )


def _missed(course: Course, quiz: Quiz) -> list[str]:
    """Titles of the concepts of wrong answers, most missed first."""
    counts: dict[str, int] = {}
    for answered in quiz.done:
        if answered.credit is not None and answered.credit == 1:
            continue
        for name in answered.concepts:
            counts[name] = counts.get(name, 0) + 1
    graph = graph_of(course)
    found = sorted(counts, key=lambda name: -counts[name])
    return [node.title for name in found if (node := graph.nodes.get(name))]


def _next_steps(turn: Turn, course: Course, quiz: Quiz) -> list[Option]:
    plan = Option(label=turn._("What's next"), action=Action(name="plan.show"))
    if quiz.mode == "check":
        return [Option(label=turn._("My progress"), action=Action(name="progress.show")), plan]
    missed = [answered.section for answered in quiz.done if answered.credit != 1]
    read = [
        Option(
            label=turn._("Read {section}", section=section.label),
            action=Action(name="ask.read", args={"section": section.id}),
        )
        for section in course.sections()
        if section.id in missed[:1]
    ]
    if quiz.mode == "test_out":
        return [*read, plan]
    args = {"quiz": quiz.id}
    again = Option(label=turn._("Another quiz"), action=Action(name="quiz.again", args=args))
    if quiz.done and not missed and quiz.difficulty != "hard":
        args = args | {"difficulty": "hard"}
        again = Option(label=turn._("Harder ones"), action=Action(name="quiz.again", args=args))
    return [*read, again, plan]
