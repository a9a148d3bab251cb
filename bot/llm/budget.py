"""A hard limit on tokens, a turn and a day, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.errors import BudgetSpent
from bot.llm.port import TokenLedger
from prompts import Prompt


def estimate(text: str) -> int:
    """Tokens of a text, rather too many than too few.

    Three bytes of UTF-8 a token: English and Spanish have about four, Chinese and Japanese have
    three to a character, which is about one token.
    """
    return (len(text.encode("utf-8", "replace")) + 2) // 3


def prompt_tokens(prompt: Prompt) -> int:
    """Estimated tokens of all that is sent; four more a message for the format around it."""
    texts = [prompt.system, *(message.text for message in prompt.messages)]
    return sum(estimate(text) + 4 for text in texts)


class MemoryLedger:
    """Counts in memory: for tests and for programs without a store."""

    def __init__(self) -> None:
        self.days: dict[date, int] = {}

    async def tokens_used(self, day: date) -> int:
        return self.days.get(day, 0)

    async def add_tokens(self, day: date, n: int) -> None:
        self.days[day] = self.days.get(day, 0) + n


@dataclass(slots=True)
class Budget:
    """What one installation may spend. Shared by all turns of this process."""

    ledger: TokenLedger
    per_turn: int
    per_day: int
    clock: Callable[[], datetime]
    """Now, with a time zone."""
    held: int = 0
    """Promised to requests that are still running, so that many at once can't overshoot."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The most that one running request may cost."""

    day: date
    tokens: int


@dataclass(slots=True)
class Meter:
    """Counts one turn. Every request is first `reserve`d and, whatever becomes of it, `settle`d."""

    budget: Budget
    used: int = 0
    held: int = 0

    async def reserve(self, tokens: int) -> Hold:
        """Hold the most that the next request can cost.

        Raises:
            BudgetSpent: when the turn's or the day's budget might not cover it.
        """
        day = self.budget.clock().astimezone(UTC).date()
        if self.used + self.held + tokens > self.budget.per_turn:
            raise BudgetSpent("This answer would cost more of the language model than one may.")
        today = await self.budget.ledger.tokens_used(day)
        # No await between the check and the booking: another turn must not slip in between.
        if today + self.budget.held + tokens > self.budget.per_day:
            raise BudgetSpent
        self.held += tokens
        self.budget.held += tokens
        return Hold(day, tokens)

    async def settle(self, hold: Hold, tokens: int) -> None:
        """Note what a request really cost, and let go of what was held for it."""
        try:
            self.used += tokens
            if tokens > 0:
                await self.budget.ledger.add_tokens(hold.day, tokens)
        finally:
            self.held -= hold.tokens
            self.budget.held -= hold.tokens
