"""The model that skills get: several providers in turn, second chances, one budget.

- A request that failed is sent again after a pause (exponential with jitter, or what the
  provider asks for), but only before its first word, and not after a time-out.
- A provider that doesn't work is left alone for a while (`Breaker`); the next one in
  STUDYLAMP_LLM is asked, or the caller does without.
- Every request is paid for from the turn's and the day's budget, before it is sent.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

import structlog
from pydantic import BaseModel

from bot.errors import ModelError, ModelUnavailable
from bot.llm.breaker import Breaker
from bot.llm.budget import Budget, Hold, Meter, prompt_tokens
from bot.llm.faults import TooSlow
from bot.llm.port import Prompt, Provider, Usage
from bot.llm.structured import NotTheSchema, asking_again

T = TypeVar("T", bound=BaseModel)
R_co = TypeVar("R_co", covariant=True)

TRIES = 3
LONGEST_PAUSE = 8.0
"""Seconds that a learner is made to wait at most before a provider is asked again."""

log = structlog.get_logger("studylamp.llm")


@dataclass(slots=True)
class Line:
    """One provider and what is known of its state; shared by all turns."""

    provider: Provider
    breaker: Breaker


class Begin(Protocol[R_co]):
    """Sends one request and waits for what shows that it works: the first word, or the data."""

    async def __call__(self, provider: Provider, prompt: Prompt, usage: Usage) -> R_co: ...


class Model:
    """A `bot.llm.port.ChatModel` over one or more providers."""

    def __init__(
        self,
        lines: Sequence[Line],
        budget: Budget,
        *,
        sleep: Callable[[float], Awaitable[None]],
        rng: random.Random,
        meter: Meter | None = None,
    ) -> None:
        self._lines = lines
        self._budget = budget
        self._sleep = sleep
        self._rng = rng
        self._meter = meter

    @property
    def name(self) -> str:
        return ",".join(line.provider.name for line in self._lines)

    def turn(self) -> Model:
        """The same model for one turn: all its requests together stay within the turn's budget.

        Without it, each request is a turn of its own.
        """
        meter = Meter(self._budget)
        return Model(self._lines, self._budget, sleep=self._sleep, rng=self._rng, meter=meter)

    async def close(self) -> None:
        """Let go of connections."""
        for line in self._lines:
            await line.provider.close()

    async def stream(self, prompt: Prompt, *, max_tokens: int) -> AsyncIterator[str]:
        async def begin(
            provider: Provider, prompt: Prompt, usage: Usage
        ) -> tuple[str, AsyncGenerator[str, None]]:
            texts = provider.stream(prompt, max_tokens=max_tokens, usage=usage)
            try:
                return await anext(texts), texts
            except BaseException:
                await texts.aclose()
                raise

        (first, texts), request = await self._first(begin, prompt, max_tokens)
        error: BaseException | None = None
        try:
            yield first
            async for text in texts:
                yield text
        except BaseException as raised:
            error = raised
            raise
        finally:
            await texts.aclose()
            await request.end(error)

    async def structured(self, prompt: Prompt, schema: type[T], *, max_tokens: int) -> T:
        async def begin(provider: Provider, prompt: Prompt, usage: Usage) -> T:
            return await provider.structured(prompt, schema, max_tokens=max_tokens, usage=usage)

        result, request = await self._first(begin, prompt, max_tokens)
        await request.end(None)
        return result

    async def _first(
        self, begin: Begin[R_co], prompt: Prompt, max_tokens: int
    ) -> tuple[R_co, _Request]:
        """The first provider's result that isn't an error; else the last provider's error."""
        meter = self._meter or Meter(self._budget)
        error: ModelError = ModelUnavailable()
        for line in self._lines:
            if refusal := line.breaker.refusal():
                error = refusal
                continue
            try:
                result = await self._tries(line.provider, begin, prompt, max_tokens, meter)
            except ModelError as raised:
                line.breaker.note(raised)
                error = raised
            except BaseException:
                line.breaker.release()
                raise
            else:
                line.breaker.note(None)
                return result
        raise error

    async def _tries(
        self, provider: Provider, begin: Begin[R_co], prompt: Prompt, max_tokens: int, meter: Meter
    ) -> tuple[R_co, _Request]:
        """One provider's result, with second chances."""
        for n in itertools.count():
            hold = await meter.reserve(prompt_tokens(prompt) + max_tokens)
            request = _Request(meter, hold, provider.name, prompt.name)
            try:
                return await begin(provider, prompt, request.usage), request
            except NotTheSchema as error:
                await request.end(error)
                if n > 0:
                    raise
                prompt = asking_again(prompt, error)
            except ModelError as error:
                await request.end(error)
                if (pause := self._pause(error, n)) is None:
                    raise
                await self._sleep(pause)
            except BaseException as error:
                await request.end(error)
                raise
        raise AssertionError("not reached")

    def _pause(self, error: ModelError, n: int) -> float | None:
        """Seconds until the next try after the n-th failed (from 0); None: no further try."""
        if not isinstance(error, ModelUnavailable) or isinstance(error, TooSlow) or n + 1 >= TRIES:
            return None
        pause = 0.5 * 2**n * self._rng.uniform(0.5, 1.5)
        asked = error.fields.get("retry_after")
        if isinstance(asked, float):
            pause = asked + pause / 2  # a little later, so that not all come back at once
        return pause if pause <= LONGEST_PAUSE else None


@dataclass(slots=True)
class _Request:
    """One request's cost and log line."""

    meter: Meter
    hold: Hold
    model: str
    prompt: str
    usage: Usage = field(default_factory=Usage)
    began: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.meter.budget.clock()

    async def end(self, error: BaseException | None) -> None:
        """Pay for it and log it: figures and names only, never a text."""
        await self.meter.settle(self.hold, self.usage.tokens)
        took = self.meter.budget.clock() - self.began
        outcome = "ok" if error is None else type(error).__name__
        why = error.fields.get("why") if isinstance(error, ModelError) else None
        (log.warning if isinstance(error, ModelError) else log.info)(
            "model_request",
            model=self.model,
            prompt=self.prompt,
            tokens=self.usage.tokens,
            ms=round(took.total_seconds() * 1000),
            outcome=outcome,
            **({"why": why} if why else {}),
        )
