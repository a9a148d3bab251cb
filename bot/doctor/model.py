"""The language model: which, why, and whether it answers."""

from __future__ import annotations

import difflib
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING

from bot.doctor.finding import SECONDS, Finding
from bot.errors import (
    ModelError,
    ModelMisbehaved,
    ModelRateLimited,
    ModelRefusedKey,
    ModelUnavailable,
    SettingsError,
)
from bot.llm.faults import TooSlow
from bot.llm.port import Message, Prompt, Provider, Usage
from bot.settings import Settings, source

if TYPE_CHECKING:
    from bot.llm.openai_compatible import OpenAICompatible

_OFFLINE = "Answers come straight from the courses until then."


async def models(settings: Settings) -> AsyncIterator[Finding]:
    """Which models are used and why, then each of them: one cheap request."""
    yield Finding("model", "ok" if settings.models else "off", why(settings), _how(settings))
    for name in settings.models:
        yield await _one(name, settings)


def why(settings: Settings) -> str:
    """Which model is used, in one sentence with its reason."""
    if settings.llm is not None:
        used = ", then ".join(settings.models) or "no model"
        return f"{used}: STUDYLAMP_LLM says so (in {source('STUDYLAMP_LLM')})"
    for name, value in (
        ("OPENAI_API_KEY", settings.openai_api_key),
        ("OPENAI_BASE_URL", settings.openai_base_url),
    ):
        if value:
            return f"{settings.models[0]}: {name} is set and STUDYLAMP_LLM is not"
    return "none: neither OPENAI_API_KEY nor STUDYLAMP_LLM is set; everything works offline"


def _how(settings: Settings) -> str:
    return "" if settings.models or settings.llm else "To use one, see docs/models.md."


async def _one(name: str, settings: Settings) -> Finding:
    """Whether one model answers."""
    from bot.llm.build import provider
    from bot.llm.openai_compatible import OpenAICompatible

    quick = settings.model_copy(update={"llm_timeout": min(SECONDS, settings.llm_timeout)})
    try:
        model = provider(name, quick)
    except SettingsError as error:
        return Finding(name, "problem", str(error), _OFFLINE)
    where, offered = "its provider", None
    try:
        if isinstance(model, OpenAICompatible):
            where = settings.openai_base_url or "OpenAI"
            offered = await _offered(model)
        if offered is None or not _has(offered, name):
            await _ask(model)  # some servers take any name, and some have no list
    except ModelError as error:
        says, do = _trouble(error, where, settings.llm_timeout)
        if isinstance(error, ModelRefusedKey) and offered:
            says = f"{where} answers, but has no model of this name"
            do = f"Set STUDYLAMP_LLM to one it has: {_nearest(name, offered)}."
        return Finding(name, "problem", says, f"{do} {_OFFLINE}")
    finally:
        await model.close()
    return Finding(name, "ok", f"{where} answers and has it")


async def _offered(model: OpenAICompatible) -> list[str] | None:
    """The server's models; None when it has no list."""
    try:
        return await model.available()
    except ModelMisbehaved:
        return None


async def _ask(model: Provider) -> None:
    """The smallest question there is. An answer that isn't usable is an answer, too."""
    prompt = Prompt("Answer with one word.", (Message("user", "Say yes."),))
    try:
        async with aclosing(model.stream(prompt, max_tokens=16, usage=Usage())) as texts:
            await anext(texts)
    except ModelMisbehaved as error:
        if error.fields.get("why") != "cut off at the token limit":
            raise


def _has(offered: list[str], name: str) -> bool:
    wanted = name.removeprefix("openai:")
    return any(wanted in (each, each.removesuffix(":latest")) for each in offered)


def _nearest(name: str, offered: list[str]) -> str:
    wanted = name.removeprefix("openai:")
    near = difflib.get_close_matches(wanted, offered, n=5, cutoff=0.3) or sorted(offered)[:5]
    return ", ".join(f"openai:{each}" for each in near)


def _trouble(error: ModelError, where: str, timeout: float) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    why = f" ({error.fields['why']})" if error.fields.get("why") else ""
    if isinstance(error, TooSlow):
        says = f"{where} didn't answer within {min(SECONDS, timeout):g} seconds"
        return says, "Try again in a minute; a local server may still be loading the model."
    if isinstance(error, ModelRateLimited):
        return f"{where} refuses more requests for now{why}", "Wait, or look at your plan there."
    if isinstance(error, ModelUnavailable):
        return f"{where} can't be reached{why}", "Is the address right, and does the server run?"
    if isinstance(error, ModelRefusedKey):
        do = "Check OPENAI_API_KEY, OPENAI_BASE_URL (it usually ends in /v1) and the model's name."
        return f"{where} refuses the key or the model's name{why}", do
    do = "Is OPENAI_BASE_URL the address of a model server? It usually ends in /v1."
    return f"{where} answers with something that isn't an answer{why}", do
