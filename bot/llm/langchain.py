"""Any other provider, through LangChain. Imported only when a setting names one.

Each provider's package is installed by the one who wants it (``pip install langchain-ollama``).
"""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import AsyncGenerator, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import ModelMisbehaved, SettingsError
from bot.llm.budget import estimate, prompt_tokens
from bot.llm.deltas import Deltas
from bot.llm.faults import TooSlow, as_model_error
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
            make: Called with the keyword arguments of the model's class; for tests.

        Raises:
            SettingsError: the provider's package isn't installed; says how to install it.
        """
        self.name = name
        self._timeout = timeout
        self._provider = name.partition(":")[0].lower().replace("-", "_")
        self._make = make
        self._made: dict[int, BaseChatModel] = {}
        package = f"langchain-{_PACKAGES.get(self._provider, self._provider).replace('_', '-')}"
        if make is None and importlib.util.find_spec(package.replace("-", "_")) is None:
            raise SettingsError(
                "STUDYLAMP_LLM names {name}, which needs a package that isn't here: "
                "pip install {package}  (or check the provider's name, see docs/models.md).",
                name=name,
                package=package,
            )
