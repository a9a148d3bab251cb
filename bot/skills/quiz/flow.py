"""One question after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from bot.answering.prepared import graph_of
from bot.learner.events import ItemOpened
from bot.messages import Action, Buttons, Choices, Option, Part, Text
from bot.selection import Candidate, candidates, pick
from bot.skill import Turn
from bot.skills.quiz import result, state
from bot.skills.quiz.state import Quiz
from bot.tutor import open_item
from bot.tutor.exercise import Exercise, controls, in_course, is_marked, presented
from bot.tutor.hinting import short_rungs
from bot.tutor.marking import get_ready
from bot.tutor.rules import rules
from knowledge.course import Course


@dataclass(frozen=True, slots=True)
class OnTable:
    """The question that was asked."""

    quiz: Quiz
    exercise: Exercise

    @property
    def course(self) -> Course:
        return self.exercise.course

    def now(self, **changes: object) -> OnTable:
        """The same with changes to the quiz."""
        return OnTable(self.quiz.model_copy(update=changes), self.exercise)


async def ask(turn: Turn, course: Course, quiz: Quiz, lead: str = "") -> AsyncIterator[Part]:
    """The next question, or the result.

    Args:
        lead: what to say first.
    """
    over = len(quiz.done) >= quiz.questions
    if over and quiz.again and quiz.mode == "quiz" and not quiz.extended:
        again = quiz.model_copy(update={"questions": quiz.questions + 1, "extended": True})
        chosen = await _next(turn, course, again, only_again=True)
        quiz = again if chosen else quiz
    else:
        chosen = None if over else await _next(turn, course, quiz)
    if chosen is None:
        async for part in result.end(turn, course, quiz, lead):
            yield part
        return
    if set(chosen.concepts) & set(quiz.again):
        lead = "\n\n".join(filter(None, [lead, turn._("This one uses the same idea.")]))
    quiz = quiz.model_copy(
        update={
            "section": chosen.section.id,
            "item": chosen.item.id,
            "hints": 0,
            "stage": "answer",
            "said": "",
            "again": (),
        }
    )
    get_ready(turn, chosen.item)
    turn.record(ItemOpened(course=course.id, section=chosen.section.id, item=chosen.item.id))
    table = OnTable(quiz, Exercise(course, chosen.section, chosen.item))
    for part in show(turn, table, lead):
        yield part


def show(turn: Turn, table: OnTable, lead: str = "") -> Iterator[Part]:
    """Put the question on the table."""
    quiz, exercise = table.quiz, table.exercise
    state.keep(turn, quiz)
    place = turn._("{place} of {count}", place=len(quiz.done) + 1, count=quiz.questions)
    heading = f"**{place}** · {exercise.section.label}"
    asked = presented(turn, exercise.item)
    yield Text(markdown="\n\n".join(filter(None, [lead, heading, asked])))
    yield options(turn, table)


def options(turn: Turn, table: OnTable) -> Part:
    """What can be tapped."""
    quiz, exercise = table.quiz, table.exercise
    question = {"q": quiz.token}
    beside = [Option(label=turn._("Stop"), action=Action(name="quiz.stop"))]
    if quiz.mode != "test_out" and quiz.hints < len(short_rungs(exercise)):
        hint = Option(label=turn._("Hint"), action=Action(name="quiz.hint", args=question))
        beside.insert(0, hint)

    def answer(letter: str) -> Action:
        return Action(name="quiz.answer", args=question | {"choice": letter})

    return controls(turn, exercise.item, answer, beside)


def confidence(turn: Turn, quiz: Quiz) -> Choices:
    """How sure they are, before they hear whether it is right."""
    labels = {"guess": turn._("A guess"), "fairly": turn._("Fairly"), "sure": turn._("Sure")}
    return Choices(
        prompt=turn._("How sure are you?"),
        options=tuple(
            Option(
                label=label,
                action=Action(name="quiz.sure", args={"q": quiz.token, "how": how}),
            )
            for how, label in labels.items()
        ),
    )


def on_table(course: Course, quiz: Quiz) -> OnTable | None:
    """The question that was asked; None when the course has it no more."""
    exercise = in_course(course, quiz.section, quiz.item) if quiz.item else None
    return OnTable(quiz, exercise) if exercise else None


def back(turn: Turn) -> Buttons:
    """The way back after something else."""
    label = turn._("Back to the quiz")
    return Buttons(options=(Option(label=label, action=Action(name="quiz.resume")),))


async def _next(
    turn: Turn, course: Course, quiz: Quiz, *, only_again: bool = False
) -> Candidate | None:
    """What to ask after the last answer; after a wrong one, the same idea once more.

    Args:
        only_again: the same idea, or nothing.
    """
    known = await turn.known(course)
    graph = graph_of(course)
    nodes = [node for name in quiz.concepts if (node := graph.nodes.get(name))]
    found = await asyncio.to_thread(candidates, graph, nodes, known, turn.now)
    help_with = await rules(turn, course)
    opened = open_item.current(turn)  # its answer would be said after the question
    pool = [
        each
        for each in found
        if is_marked(each.item)
        and help_with(each.section, each.item) != "exam"
        and not (opened and opened.item == each.item.id)
    ]
    if quiz.mode in ("check", "test_out"):  # about this and nothing else
        pool = [each for each in pool if set(each.concepts) & set(quiz.concepts)]
    last = next((c for c in pool if quiz.done and c.item.id == quiz.done[-1].item), None)
    same = [each for each in pool if set(each.concepts) & set(quiz.again)]
    again = pick(same, rng=turn.rng, difficulty="easy", asked=quiz.asked)
    if again or only_again:
        return again
    return pick(pool, rng=turn.rng, difficulty=quiz.difficulty, asked=quiz.asked, last=last)
