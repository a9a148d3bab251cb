"""Any other provider, through LangChain. Imported only when a setting names one.

Each provider's package is installed by the one who wants it (``pip install langchain-ollama``).
"""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import AsyncGenerator, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from bot.errors import SettingsError
from bot.llm.answer import Answer
from bot.llm.budget import estimate, prompt_tokens
from bot.llm.faults import as_model_error
from bot.llm.port import Prompt, Usage
from bot.llm.structured import NotTheSchema
from bot.llm.waiting import Patience

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

T = TypeVar("T", bound=BaseModel)

_LIMITS = {
    "ollama": "num_predict",
    "google_genai": "max_output_tokens",
    "google_vertexai": "max_output_tokens",
}
"""What a provider's class calls ``max_tokens``."""
_PACKAGES = {
    "azure_openai": "openai",
    "bedrock": "aws",
    "bedrock_converse": "aws",
    "google_genai": "google-genai",
    "google_vertexai": "google-vertexai",
    "nvidia": "nvidia-ai-endpoints",
}
"""Providers whose package isn't called after them: ``langchain-`` and this."""


class LangChain:
    """One model of one provider. A `bot.llm.port.Provider`."""

    def __init__(
        self, name: str, *, timeout: float, make: Callable[..., BaseChatModel] | None = None
    ) -> None:
        """
        Args:
            name: ``provider:model``, as `langchain.chat_models.init_chat_model` takes it.
            timeout: Seconds to wait for a first piece of text, and again for each further one.
            make: Makes the model from keyword arguments; by default `init_chat_model`.

        Raises:
            SettingsError: the provider's package isn't installed; says how to install it.
        """
        self.name = name
        self._timeout = timeout
        self._provider = name.partition(":")[0].lower().replace("-", "_")
        self._make = make
        self._made: dict[int, BaseChatModel] = {}
        if make is None:
            _check_installed(name, self._provider)

    async def stream(
        self, prompt: Prompt, *, max_tokens: int, usage: Usage
    ) -> AsyncGenerator[str, None]:
        patience = Patience(self._timeout, total=4 * self._timeout)
        answer = Answer(most=12 * max_tokens + 2000)
        try:
            model = await asyncio.to_thread(self._model, max_tokens)
            usage.tokens = prompt_tokens(prompt)
            chunks, end = aiter(model.astream(_messages(prompt))), object()
            while (chunk := await patience.wait(anext(chunks, end))) is not end:
                patience.progress()
                if text := answer.take_message(chunk):
                    usage.tokens = prompt_tokens(prompt) + estimate(answer.text)
                    yield text
            if text := answer.rest():
                yield text
            answer.check(ended=True)  # each provider's class tells a broken stream by an error
        except Exception as error:
            raise as_model_error(error) from error
        finally:
            usage.tokens = answer.tokens(most=20 * (usage.tokens + max_tokens)) or usage.tokens

    async def structured(
        self, prompt: Prompt, schema: type[T], *, max_tokens: int, usage: Usage
    ) -> T:
        answer = Answer(most=12 * max_tokens + 2000)
        try:
            model = await asyncio.to_thread(self._model, max_tokens)
            usage.tokens = prompt_tokens(prompt)
            asking = model.with_structured_output(schema, include_raw=True)
            patience = Patience(self._timeout, total=self._timeout)
            got: Any = await patience.wait(asking.ainvoke(_messages(prompt)))
            answer.take_message(got["raw"])
            if isinstance(got["parsed"], schema):
                return got["parsed"]
            raise NotTheSchema(answer.text, "not a JSON object of the schema")
        except Exception as error:
            raise as_model_error(error) from error
        finally:
            usage.tokens = answer.tokens(most=20 * (usage.tokens + max_tokens)) or usage.tokens

    async def close(self) -> None:
        self._made.clear()

    def _model(self, max_tokens: int) -> BaseChatModel:
        """The provider's model with this limit; blocks for seconds the first time."""
        if max_tokens not in self._made:
            limit = {_LIMITS.get(self._provider, "max_tokens"): max_tokens}
            self._made[max_tokens] = self._make(**limit) if self._make else _init(self.name, limit)
        return self._made[max_tokens]


def _init(name: str, limit: dict[str, Any]) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    model: BaseChatModel = init_chat_model(name, **limit)
    return model


def _messages(prompt: Prompt) -> list[tuple[str, str]]:
    return [
        ("system", prompt.system),
        *((message.role, message.text) for message in prompt.messages),
    ]


def _check_installed(name: str, provider: str) -> None:
    package = f"langchain-{_PACKAGES.get(provider, provider).replace('_', '-')}"
    if importlib.util.find_spec(package.replace("-", "_")) is None:
        raise SettingsError(
            "STUDYLAMP_LLM names {name}, which needs a package that isn't installed: "
            "pip install {package} (or is the provider's name misspelt? See docs/models.md).",
            name=name,
            package=package,
        )
