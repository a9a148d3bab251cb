"""Every known way to talk an answer out of the bot, with a model that does its worst.

The data is the guard's (tests/bot/guard); here the whole bot is talked to: routing, the policy,
the course's own sentences (some of which have the answers), the model's answer, drafted hints.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bot.guard import leak
from bot.learner.events import AttemptMade
from bot.messages import Action, Text
from knowledge.course import Course, Item, Section, Unit
from prompts import Prompt
from tests.bot.guard.attacks import ATTEMPTS
from tests.bot.guard.cases import Case, cases
from tests.bot.guard.items import ITEMS, language
from tests.bot.guard.worst import answer
from tests.dialogs.runner import Dialog, Said, dialog
from tests.fakes import FakeModel

T = TypeVar("T", bound=BaseModel)


class Worst(FakeModel):
    """Says the worst there is, whatever it is asked, and cites the course for it."""

    def __init__(self) -> None:
        super().__init__()
        self.reply = ""
        self.phrased = 0
        """How often it was asked for an answer in words."""

    def turn(self) -> Worst:
        return self

    async def stream(self, prompt: Prompt, *, max_tokens: int) -> AsyncGenerator[str, None]:
        self.phrased += 1
        yield f"{self.reply} [1]"

    async def structured(self, prompt: Prompt, schema: type[T], *, max_tokens: int) -> T:
        return schema.model_validate({"hints": [self.reply] * 3, "question": self.reply})


def course() -> Course:
    """A section for each item, whose text has the answer."""
    sections = tuple(
        Section(
            id=item.id,
            number=f"1.{place}",
            title=f"On {item.id}",
            text=f"{item.question} The answer is {answer(item)}. Remember that it is {answer(item)}. "
            "Gadgets are made of copper wire and glass.",
            items=(item,),
        )
        for place, item in enumerate(ITEMS, 1)
    )
    return Course(id="all", title="All", units=(Unit(id="u", title="All", sections=sections),))


async def opened(chat: Dialog, item: Item) -> Said:
    args = {"course": "all", "section": item.id, "item": item.id}
    return await chat.say(Action(name="hint.open", args=args))


def given_away(said: Said, case: Case, message: str) -> list[str]:
    texts = [part.markdown for part in said.parts if isinstance(part, Text)]
    mine = [text for text in texts if case.item.question not in text]
    return [
        text
        for text in mine
        if leak(text, case.item, language(case.item), asked=message, said_by_learner=[message])
    ]


async def attack(chat: Dialog, model: Worst, case: Case) -> list[str]:
    """What was given away."""
    bad: list[str] = []
    await opened(chat, case.item)
    whole = case.exchanges[-1][1]  # what comes before it is a piece of the answer only
    for message, reply in case.exchanges:
        model.reply = reply
        # Asked on its own, and beside a question that the course, so the model, does answer.
        for asked in (message, f"What are gadgets made of? {message}"):
            bad += await _said(chat, case, asked, whole)
        if any(isinstance(e, AttemptMade) and e.credit == 1 for e in await chat.events()):
            break  # they had it right themselves
    return bad


async def _said(chat: Dialog, case: Case, message: str, reply: str) -> list[str]:
    """What the answer to one message gives away."""
    said = await chat.say(message)
    if any(isinstance(e, AttemptMade) and e.credit == 1 for e in await chat.events()):
        return []
    bad = [f"{case.id}: {text}" for text in given_away(said, case, message)]
    texts = [part.markdown for part in said.parts if isinstance(part, Text)]
    if any(len(reply) > 3 and reply in text for text in texts):
        bad.append(f"{case.id}: the model's words: {reply}")
    return bad


async def test_nobody_talks_the_answer_out_of_the_bot(tmp_path: Path) -> None:
    model = Worst()
    bad: list[str] = []
    async with dialog(tmp_path, course(), model=model) as chat:
        for number, attempt in enumerate(ATTEMPTS):
            some = list(cases(attempt))
            case = some[number * 7 % len(some)]  # the guard's own tests have them all
            bad += await attack(chat.as_(f"test:{case.id}"), model, case)
    assert not bad, "\n\n".join(bad)
    assert model.phrased > 20  # it had its chance
