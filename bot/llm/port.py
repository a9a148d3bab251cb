"""What the rest of Studylamp sees of a language model, and what a model asks of the store."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from pydantic import BaseModel

from prompts import Message, Prompt

__all__ = ["ChatModel", "Message", "Prompt", "Provider", "TokenLedger", "Usage"]

T = TypeVar("T", bound=BaseModel)


class ChatModel(Protocol):
    """A language model that words what code has decided.

    Both methods raise `bot.errors.ModelError`, nothing else: `ModelUnavailable` (no connection,
    too slow, 5xx), `ModelRateLimited`, `ModelRefusedKey`, `ModelMisbehaved` (not usable, cut off)
    or `BudgetSpent` (before anything was sent).
    """

    @property
    def name(self) -> str:
        """As in STUDYLAMP_LLM: ``openai:gpt-6-luna``."""

    def stream(self, prompt: Prompt, *, max_tokens: int) -> AsyncIterator[str]:
        """The answer as it is written, piece by piece, no piece empty.

        An error after the first piece means that the answer is incomplete: don't show it as one.
        """

    async def structured(self, prompt: Prompt, schema: type[T], *, max_tokens: int) -> T:
        """The answer as data of a schema, validated. Its fields need no defaults."""

    def turn(self) -> ChatModel:
        """The same model for one turn: all that it is asked shares the turn's token budget."""


@dataclass(slots=True)
class Usage:
    """Tokens that one request cost, in and out. A provider writes it, also when it fails."""

    tokens: int = 0


class Provider(Protocol):
    """One model of one provider: a single try, no second chances (`bot.llm.model` has those)."""

    @property
    def name(self) -> str: ...

    def stream(
        self, prompt: Prompt, *, max_tokens: int, usage: Usage
    ) -> AsyncGenerator[str, None]: ...

    async def structured(
        self, prompt: Prompt, schema: type[T], *, max_tokens: int, usage: Usage
    ) -> T: ...

    async def close(self) -> None: ...


class TokenLedger(Protocol):
    """Remembers how many tokens this installation used on a day (UTC). The store does it."""

    async def tokens_used(self, day: date) -> int: ...

    async def add_tokens(self, day: date, n: int) -> None: ...
