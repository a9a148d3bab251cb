"""Language models. Skills see `ChatModel`; the composition root calls `build_model`."""

from __future__ import annotations

from bot.llm.build import build_model
from bot.llm.port import ChatModel, TokenLedger
from prompts import Message, Prompt

__all__ = ["ChatModel", "Message", "Prompt", "TokenLedger", "build_model"]
