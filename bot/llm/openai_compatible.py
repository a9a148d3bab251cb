"""OpenAI and every server that speaks its chat completions: Ollama, vLLM, llama.cpp, LM Studio.

Nothing that a server sends can hang it or fill the memory: each wait, the whole answer's time,
its bytes and its characters have limits.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from bot.errors import ModelMisbehaved
from bot.llm.answer import Answer
from bot.llm.budget import estimate, prompt_tokens
from bot.llm.dialect import OPENAI, Dialect
from bot.llm.faults import TooSlow, as_model_error
from bot.llm.port import Prompt, Usage
from bot.llm.structured import asking_for, parsed
from bot.llm.waiting import Patience

if TYPE_CHECKING:
    import openai

T = TypeVar("T", bound=BaseModel)

OPENAI_URL = "https://api.openai.com/v1"


class OpenAICompatible:
    """One model behind one address. A `bot.llm.port.Provider`."""

    def __init__(
        self, model: str, *, api_key: str | None, base_url: str | None, timeout: float
    ) -> None:
        self.name = f"openai:{model}"
        self.model = model
        self._api_key = api_key or "none"  # a local server wants the header, not a real key
        self._base_url = base_url or OPENAI_URL
        self._timeout = timeout
        self._dialect = OPENAI if "api.openai.com" in self._base_url else Dialect()
        self._connected: openai.AsyncOpenAI | None = None

    async def stream(
        self, prompt: Prompt, *, max_tokens: int, usage: Usage
    ) -> AsyncGenerator[str, None]:
        patience = Patience(self._timeout, total=4 * self._timeout)
        async with aclosing(self._texts(prompt, max_tokens, usage, patience)) as texts:
            async for text in texts:
                yield text

    async def structured(
        self, prompt: Prompt, schema: type[T], *, max_tokens: int, usage: Usage
    ) -> T:
        # Streamed as well: one way to guard. Nobody sees anything meanwhile, so no extra time.
        patience = Patience(self._timeout, total=self._timeout)
        prompt = asking_for(schema, prompt)
        async with aclosing(self._texts(prompt, max_tokens, usage, patience, schema)) as texts:
            return parsed("".join([text async for text in texts]), schema)

    async def available(self) -> list[str]:
        """The models that the server offers; costs no tokens.

        Raises:
            ModelError: as for a question; `ModelMisbehaved` when the server has no such list.
        """
        try:
            page = await Patience(self._timeout, self._timeout).wait(
                (await self._connect()).models.list()
            )
            return [str(model.id) for model in page.data]
        except Exception as error:
            if _status(error) in (404, 405, 501):
                raise ModelMisbehaved(why="no list of models") from error
            raise as_model_error(error) from error

    async def close(self) -> None:
        if self._connected is not None:
            await self._connected.close()
            self._connected = None

    async def _texts(
        self,
        prompt: Prompt,
        max_tokens: int,
        usage: Usage,
        patience: Patience,
        schema: type[BaseModel] | None = None,
    ) -> AsyncGenerator[str, None]:
        """The answer's text, cleaned. Raises `ModelError` when it is not whole."""
        answer = Answer(most=12 * max_tokens + 2000)
        response: openai.AsyncStream[Any] | None = None
        try:
            response = await self._open(prompt, max_tokens, patience, schema)
            usage.tokens = prompt_tokens(prompt)
            async for event in _events(response, patience, answer):
                if answer.take(event):
                    patience.progress()
                if text := answer.news():
                    usage.tokens = prompt_tokens(prompt) + estimate(answer.text)
                    yield text
            if text := answer.rest():
                yield text
            answer.check(ended=(await _load()).said_done(response.response))
        except Exception as error:
            fault = as_model_error(error)
            if isinstance(fault, TooSlow):
                usage.tokens = usage.tokens or prompt_tokens(prompt)  # it was at work, unseen
            raise fault from error
        finally:
            usage.tokens = answer.tokens(most=20 * (usage.tokens + max_tokens)) or usage.tokens
            if response is not None:
                await response.close()

    async def _open(
        self,
        prompt: Prompt,
        max_tokens: int,
        patience: Patience,
        schema: type[BaseModel] | None,
    ) -> openai.AsyncStream[Any]:
        """Send the request, in the form that this server takes."""
        client = await self._connect()
        form = (schema.__name__, (await _load()).strict_schema(schema)) if schema else None
        before = dialect = self._dialect
        while True:
            request: dict[str, Any] = {
                "model": self.model,
                "messages": dialect.messages(prompt),
                **dialect.options(max_tokens),
                **(dialect.form(*form) if form else {}),
            }
            try:
                response: openai.AsyncStream[Any] = await patience.wait(
                    client.chat.completions.create(**request, stream=True)
                )
            except Exception as error:
                after = dialect.after(*_refusal(error)) if _status(error) in (400, 422) else None
                if after is None:
                    raise
                dialect = after
            else:
                if self._dialect is before:  # nobody else learnt something meanwhile
                    self._dialect = dialect
                return response

    async def _connect(self) -> openai.AsyncOpenAI:
        transport = await _load()
        if self._connected is None:
            self._connected = transport.connect(self._api_key, self._base_url, self._timeout)
        return self._connected


async def _load() -> ModuleType:
    """Our part that imports openai: that takes a second, so not on the event loop."""
    return await asyncio.to_thread(importlib.import_module, "bot.llm.transport")


async def _events(
    response: openai.AsyncStream[Any], patience: Patience, answer: Answer
) -> AsyncIterator[object]:
    end = object()
    while True:
        if answer.finished:
            patience.at_most(1.0)  # only the count of tokens is still to come
        try:
            event = await patience.wait(anext(response, end))
        except TimeoutError:
            if answer.finished:
                return
            raise
        if event is end:
            return
        yield event


def _status(error: Exception) -> object:
    return getattr(error, "status_code", None)


def _refusal(error: Exception) -> tuple[str, str | None]:
    param = getattr(error, "param", None)
    return str(error).lower(), param if isinstance(param, str) else None
