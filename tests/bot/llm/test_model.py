"""Second chances, providers in turn, and one budget for all."""

import asyncio
import random
from collections.abc import AsyncGenerator, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import structlog
from pydantic import BaseModel
from structlog.testing import capture_logs

from bot.errors import (
    BudgetSpent,
    ModelError,
    ModelMisbehaved,
    ModelRateLimited,
    ModelRefusedKey,
    ModelUnavailable,
)
from bot.llm.breaker import Breaker
from bot.llm.budget import Budget, MemoryLedger, prompt_tokens
from bot.llm.faults import TooSlow
from bot.llm.model import Line, Model
from bot.llm.port import Message, Prompt, Usage
from bot.llm.structured import NotTheSchema

PROMPT = Prompt("Be brief.", (Message("user", "Why?"),), name="ask")
COST = prompt_tokens(PROMPT)


class Answer(BaseModel):
    text: str


class Scripted:
    """A provider that does what it is told, one thing a request: an error, or pieces of text."""

    def __init__(self, name: str, *script: object, tokens: int = 10) -> None:
        self.name = name
        self.script = list(script)
        self.prompts: list[Prompt] = []
        self.tokens = tokens
        self.closed = 0

    async def stream(
        self, prompt: Prompt, *, max_tokens: int, usage: Usage
    ) -> AsyncGenerator[str, None]:
        self.prompts.append(prompt)
        step = self.script.pop(0)
        try:
            for piece in step if isinstance(step, list) else [step]:
                await asyncio.sleep(0)
                if isinstance(piece, Exception):
                    raise piece
                usage.tokens = self.tokens
                yield str(piece)
        finally:
            self.closed += 1

    async def structured(
        self, prompt: Prompt, schema: Any, *, max_tokens: int, usage: Usage
    ) -> Any:
        texts = [text async for text in self.stream(prompt, max_tokens=max_tokens, usage=usage)]
        return schema(text="".join(texts))

    async def close(self) -> None: ...


class World:
    """A clock that moves only when somebody sleeps."""

    def __init__(self, *providers: Scripted, per_turn: int = 10_000, per_day: int = 10**6) -> None:
        self.now = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
        self.slept: list[float] = []
        self.ledger = MemoryLedger()
        self.budget = Budget(self.ledger, per_turn, per_day, lambda: self.now)
        lines = [Line(provider, Breaker(self.budget.clock)) for provider in providers]
        self.model = Model(lines, self.budget, sleep=self.sleep, rng=random.Random(7))

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    async def ask(self, model: Model | None = None, max_tokens: int = 100) -> str:
        stream = (model or self.model).stream(PROMPT, max_tokens=max_tokens)
        return "".join([text async for text in stream])


@pytest.fixture
def unconfigured_logs() -> Iterator[None]:
    """Whatever level another test has set up."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("unconfigured_logs")
async def test_an_answer_is_passed_on_counted_and_logged_without_its_text() -> None:
    world = World(Scripted("openai:a", ["Light ", "scatters."], tokens=33))
    with capture_logs() as logs:
        assert await world.ask() == "Light scatters."
    assert world.ledger.days == {date(2026, 11, 22): 33}
    assert logs == [
        {
            "event": "model_request",
            "log_level": "info",
            "model": "openai:a",
            "prompt": "ask",
            "tokens": 33,
            "ms": 0,
            "outcome": "ok",
        }
    ]


# ---- second chances --------------------------------------------------------------------------


async def test_a_passing_failure_is_tried_again_after_growing_pauses() -> None:
    failure = ModelUnavailable(why="HTTP 503")
    world = World(Scripted("a", failure, failure, ["Yes."]))
    assert await world.ask() == "Yes."
    first, second = world.slept
    assert 0.25 <= first <= 0.75
    assert 0.5 <= second <= 1.5


async def test_three_tries_are_all() -> None:
    a = Scripted("a", *[ModelUnavailable()] * 9)
    with pytest.raises(ModelUnavailable):
        await World(a).ask()
    assert len(a.prompts) == 3


async def test_a_provider_that_asks_to_wait_is_obeyed() -> None:
    world = World(Scripted("a", ModelRateLimited(retry_after=3.0), ["Yes."]))
    assert await world.ask() == "Yes."
    assert 3.0 <= world.slept[0] <= 4.0


async def test_nobody_is_made_to_wait_for_minutes() -> None:
    a = Scripted("a", ModelRateLimited(retry_after=90.0), ["Later."])
    world = World(a)
    with pytest.raises(ModelRateLimited):
        await world.ask()
    assert world.slept == []
    world.now += timedelta(seconds=89)
    with pytest.raises(ModelRateLimited):
        await world.ask()
    assert len(a.prompts) == 1  # it was left alone, as it had asked
    world.now += timedelta(seconds=2)
    assert await world.ask() == "Later."


@pytest.mark.parametrize("error", [ModelRefusedKey(), ModelMisbehaved(), TooSlow()])
async def test_what_would_fail_again_is_not_tried_again(error: ModelError) -> None:
    a = Scripted("a", error, ["too late"])
    with pytest.raises(type(error)):
        await World(a).ask()
    assert len(a.prompts) == 1


async def test_after_the_first_word_there_is_no_second_chance() -> None:
    a, b = Scripted("a", ["It is ", ModelUnavailable()]), Scripted("b", ["Something else."])
    world, got = World(a, b), []
    with pytest.raises(ModelUnavailable):
        async for text in world.model.stream(PROMPT, max_tokens=50):
            got.append(text)
    assert got == ["It is "]
    assert b.prompts == []
    assert world.ledger.days[date(2026, 11, 22)] == 10  # what was used is paid


# ---- providers in turn -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [ModelRefusedKey(), ModelMisbehaved(), TooSlow(), ModelRateLimited(retry_after=60.0)]
)
async def test_the_next_provider_is_asked(error: ModelError) -> None:
    assert await World(Scripted("a", error), Scripted("b", ["From b."])).ask() == "From b."


async def test_the_last_error_is_raised_when_none_works() -> None:
    world = World(Scripted("a", ModelRefusedKey()), Scripted("b", ModelMisbehaved()))
    with pytest.raises(ModelMisbehaved):
        await world.ask()


async def test_an_unreachable_provider_is_left_alone_for_a_while() -> None:
    a, b = Scripted("a", TooSlow(), TooSlow(), ["a again"]), Scripted("b", *[["b"]] * 9)
    world = World(a, b)
    for _ in range(4):
        assert await world.ask() == "b"
    assert len(a.prompts) == 1
    world.now += timedelta(seconds=16)
    assert await world.ask() == "b"  # tried once more, and no better
    assert len(a.prompts) == 2
    world.now += timedelta(seconds=16)
    assert await world.ask() == "b"  # the pause has doubled
    world.now += timedelta(seconds=16)
    assert await world.ask() == "a again"


async def test_only_one_learner_finds_out_whether_it_is_back() -> None:
    a = Scripted("a", TooSlow(), ["back"], ["yes"])
    world = World(a)
    with pytest.raises(TooSlow):
        await world.ask()
    world.now += timedelta(seconds=16)
    results = await asyncio.gather(*(world.ask() for _ in range(3)), return_exceptions=True)
    assert [result for result in results if result == "back"] == ["back"]
    assert sum(isinstance(result, ModelUnavailable) for result in results) == 2
    assert await world.ask() == "yes"


async def test_a_learner_who_gives_up_while_finding_out_blocks_nobody() -> None:
    a = Scripted("a", TooSlow(), ["never read"], ["back"])
    world = World(a)
    with pytest.raises(TooSlow):
        await world.ask()
    world.now += timedelta(seconds=16)
    task = asyncio.create_task(world.ask())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await world.ask() == "back"


async def test_an_unusable_answer_does_not_close_the_provider() -> None:
    assert await World(a := Scripted("a", ["x"])).ask() == "x"
    world = World(a := Scripted("a", ModelMisbehaved(), ["fine"]))
    with pytest.raises(ModelMisbehaved):
        await world.ask()
    assert await world.ask() == "fine"
    assert len(a.prompts) == 2


# ---- answers as data -------------------------------------------------------------------------


async def test_a_wrong_shape_is_asked_for_once_more_saying_what_is_wrong() -> None:
    a = Scripted("a", NotTheSchema("Why?", "text: Field required"), ["ok"])
    world = World(a)
    assert await world.model.structured(PROMPT, Answer, max_tokens=50) == Answer(text="ok")
    *_, said, asked_again = a.prompts[1].messages
    assert said == Message("assistant", "Why?")
    assert "text: Field required" in asked_again.text
    assert world.ledger.days[date(2026, 11, 22)] == 10


async def test_twice_wrong_is_misbehaved() -> None:
    a = Scripted("a", NotTheSchema("?", "no"), NotTheSchema("?", "no"), ["late"])
    with pytest.raises(ModelMisbehaved):
        await World(a).model.structured(PROMPT, Answer, max_tokens=50)
    assert len(a.prompts) == 2


# ---- the budget ------------------------------------------------------------------------------


async def test_a_turn_ends_when_its_budget_does() -> None:
    a = Scripted("a", *[["x"]] * 9, tokens=70)
    world = World(a, per_turn=COST + 150)
    turn = world.model.turn()
    assert await world.ask(turn) == "x"
    with pytest.raises(BudgetSpent):
        await world.ask(turn)
    assert len(a.prompts) == 1  # nothing was sent
    assert await world.ask(world.model.turn()) == "x"  # another turn has its own


async def test_a_day_ends_when_its_budget_does_and_the_next_begins_anew() -> None:
    a, b = Scripted("a", *[["x"]] * 9, tokens=400), Scripted("b", ["never"])
    world = World(a, b, per_day=COST + 600)
    assert await world.ask() == "x"
    assert await world.ask(max_tokens=100) == "x"
    with pytest.raises(BudgetSpent):
        await world.ask()
    assert b.prompts == []
    world.now += timedelta(minutes=2)  # past midnight, UTC
    assert await world.ask() == "x"


async def test_many_at_once_do_not_overshoot_the_day() -> None:
    a = Scripted("a", *[["x"]] * 20, tokens=COST + 100)
    world = World(a, per_day=3 * (COST + 100))
    results = await asyncio.gather(*(world.ask() for _ in range(10)), return_exceptions=True)
    assert results.count("x") == 3
    assert sum(isinstance(result, BudgetSpent) for result in results) == 7
    assert world.budget.held == 0
    assert world.ledger.days[date(2026, 11, 22)] == 3 * (COST + 100)


async def test_an_answer_that_is_stopped_half_way_is_paid_for_and_let_go() -> None:
    a = Scripted("a", ["one ", "two ", "three"], tokens=21)
    world = World(a)
    stream = world.model.stream(PROMPT, max_tokens=50)
    assert await anext(stream) == "one "
    await stream.aclose()
    assert a.closed == 1
    assert world.ledger.days == {date(2026, 11, 22): 21}
    assert world.budget.held == 0


async def test_failures_hold_nothing_back() -> None:
    world = World(Scripted("a", ModelUnavailable(), ModelUnavailable(), ModelMisbehaved()))
    with pytest.raises(ModelMisbehaved):
        await world.ask()
    assert world.budget.held == 0
