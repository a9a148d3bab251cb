"""From settings to a model."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.llm.port import Provider, TokenLedger

if TYPE_CHECKING:
    from bot.llm.model import Model
    from bot.settings import Settings


def build_model(
    settings: Settings,
    *,
    usage: TokenLedger,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    rng: random.Random | None = None,
) -> Model | None:
    """The model that the settings ask for; None when Studylamp runs offline.

    Nothing is sent and no provider's library is imported before the first question.

    Raises:
        SettingsError: a model that can't work as things are set; says what to set.
    """
    providers = [provider(name, settings) for name in settings.models]
    if not providers:
        return None
    from bot.llm.breaker import Breaker
    from bot.llm.budget import Budget
    from bot.llm.model import Line, Model

    budget = Budget(usage, settings.tokens_per_turn, settings.tokens_per_day, clock)
    lines = [Line(each, Breaker(clock)) for each in providers]
    return Model(lines, budget, sleep=sleep, rng=rng or random.Random())  # noqa: S311  # jitter


def provider(name: str, settings: Settings) -> Provider:
    """One model by its name in STUDYLAMP_LLM. Raises as `build_model`."""
    kind, _, model = name.partition(":")
    if kind != "openai":
        from bot.llm.langchain import LangChain

        return LangChain(name, timeout=settings.llm_timeout)
    from bot.llm.openai_compatible import OpenAICompatible

    if settings.openai_api_key is None and settings.openai_base_url is None:
        raise SettingsError(
            "STUDYLAMP_LLM is {name}, but there is no OPENAI_API_KEY. Set it; or set "
            "OPENAI_BASE_URL to a server that needs no key; or set STUDYLAMP_LLM=offline.",
            name=name,
        )
    key = settings.openai_api_key
    return OpenAICompatible(
        model,
        api_key=key.get_secret_value() if key else None,
        base_url=settings.openai_base_url,
        timeout=settings.llm_timeout,
    )
