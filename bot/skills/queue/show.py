"""A case as a teacher sees it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.adding import can_correct
from bot.learner.referrals import Case
from bot.messages import Action, Choices, Option, Part, Text
from bot.skill import Turn
from bot.tutor.exercise import in_course, key_text, presented
from knowledge.course import ChoiceItem, Course, Item, TrueFalseItem

_REASONS = 3


def case(turn: Turn, course: Course, case: Case, count: int, lead: str) -> Iterator[Part]:
    """The question, the key and the answer."""
    exercise = in_course(course, case.section, case.item)
    assert exercise
    item = exercise.item
    waiting = turn.n(
        "{count} answer waits for your verdict.", "{count} answers wait for your verdict.", count
    )
    lines = [
        lead,
        f"**{waiting}**",
        f"*{exercise.section.label}*",
        presented(turn, item),
        "\n".join(f"- {text}" for text in options(item)),
        turn._("Key: **{key}**", key=key_text(turn, item)),
        _answer(turn, case),
        *(turn._("They say: “{reason}”", reason=reason) for reason in case.reasons[:_REASONS]),
    ]
    yield Text(markdown="\n\n".join(filter(None, lines)))


def _answer(turn: Turn, case: Case) -> str:
    answer = " ".join(case.answer.split())
    if case.credit is None:
        said = turn._("Answer: “{answer}”. I couldn't tell whether that's right.", answer=answer)
    elif case.credit == 0:
        said = turn._("Answer: “{answer}”. I marked it as not right.", answer=answer)
    else:
        said = turn._("Answer: “{answer}”. I marked it as partly right.", answer=answer)
    if len(case.attempts) > 1:
        learners = len({attempt.learner_id for attempt in case.attempts})
        gave = turn.n("{count} learner gave it.", "{count} learners gave it.", learners)
        said = f"{said} {gave}"
    return said


def decisions(turn: Turn, course: Course, case: Case) -> Iterator[Option]:
    """What can be decided about it."""
    exercise = in_course(course, case.section, case.item)
    assert exercise
    item = exercise.item

    def verdict(label: str, value: str) -> Option:
        action = Action(name="queue.verdict", args={"case": case.id, "is": value})
        return Option(label=label, action=action)

    if not options(item):
        yield verdict(turn._("Right"), "right")
        yield verdict(turn._("Partly right"), "partly")
        yield verdict(turn._("Not right"), "wrong")
    else:
        yield verdict(turn._("The mark stands"), "wrong")
    if can_correct(item):
        action = Action(name="queue.key", args={"case": case.id})
        yield Option(label=turn._("The key is wrong"), action=action)


def ask_key(turn: Turn, item: Item, case: Case) -> Iterator[Part]:
    """What is right instead?"""
    asked = turn._("What is right?")
    if not options(item):
        yield Text(markdown=f"{asked} {turn._('Write it as an answer to the question.')}")
        return
    yield Choices(
        prompt=asked,
        options=tuple(
            Option(
                label=text,
                action=Action(name="queue.key", args={"case": case.id, "place": str(place)}),
            )
            for place, text in enumerate(options(item))
        ),
    )


def options(item: Item) -> tuple[str, ...]:
    """The texts of an item that is answered by picking one."""
    match item:
        case ChoiceItem():
            return tuple(choice.text for choice in item.choices)
        case TrueFalseItem():
            return ("true", "false")
    return ()


def option(item: Item, place: str) -> str | None:
    texts = options(item)
    return texts[int(place)] if place.isdecimal() and int(place) < len(texts) else None
