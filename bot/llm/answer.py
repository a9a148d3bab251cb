"""What a provider's stream says, read with distrust."""

from __future__ import annotations

from bot.errors import ModelMisbehaved
from bot.llm.deltas import Deltas

_FINISHES = {"max_tokens": "length", "safety": "content_filter", "refusal": "content_filter"}
"""Other providers' words for OpenAI's."""


class Answer:
    """What one answer has said so far. Believes nothing about the events' shape."""

    def __init__(self, most: int) -> None:
        self.text = ""
        self._most = most
        self._deltas = Deltas()
        self._news = ""
        self._finish: object = None
        self._refused = False
        self._tokens: object = None

    def take(self, event: object) -> bool:
        """Read one event; True when it shows that the model is at work."""
        self._tokens = getattr(getattr(event, "usage", None), "total_tokens", self._tokens)
        choices = getattr(event, "choices", None)
        if not isinstance(choices, list) or not choices:
            return False
        self._finish = getattr(choices[0], "finish_reason", None) or self._finish
        delta = getattr(choices[0], "delta", None)
        self._refused = self._refused or bool(getattr(delta, "refusal", None))
        content = getattr(delta, "content", None)
        if not isinstance(content, str) or not content:
            thoughts = (getattr(delta, name, None) for name in ("reasoning", "reasoning_content"))
            return any(thoughts)
        self._add(self._deltas.feed(content))
        return True

    def take_message(self, message: object) -> str:
        """Read one of LangChain's messages or message chunks; returns its text."""
        counted = getattr(message, "usage_metadata", None)
        if isinstance(counted, dict) and isinstance(tokens := counted.get("total_tokens"), int):
            self._tokens = (self._tokens if isinstance(self._tokens, int) else 0) + tokens
        told = getattr(message, "response_metadata", None)
        if isinstance(told, dict):
            finish = told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason")
            self._finish = _FINISHES.get(str(finish).lower(), finish) or self._finish
        self._add(self._deltas.feed(str(getattr(message, "text", ""))))
        return self.news()

    @property
    def finished(self) -> bool:
        """True when the server has said that the text is complete."""
        return self._finish is not None

    def news(self) -> str:
        """Text since the last call."""
        news, self._news = self._news, ""
        return news

    def rest(self) -> str:
        """What was still held back at the end."""
        self._add(self._deltas.end())
        return self.news()

    def check(self, *, ended: bool) -> None:
        """Raise `ModelMisbehaved` unless the answer is whole."""
        if self._refused or self._finish == "content_filter":
            raise ModelMisbehaved(why="refused to answer")
        if self._finish == "length":
            raise ModelMisbehaved(why="cut off at the token limit")
        if not self.text.strip():
            raise ModelMisbehaved(why="empty answer")
        if not (self._finish or ended):
            raise ModelMisbehaved(why="ended before it was finished")

    def tokens(self, most: int) -> int:
        """The server's own count if it is a plausible one, else 0."""
        plausible = isinstance(self._tokens, int) and 0 < self._tokens <= most
        return self._tokens if plausible else 0  # type: ignore[return-value]  # an int, see above

    def _add(self, text: str) -> None:
        self.text += text
        self._news += text
        if len(self.text) > self._most:
            raise ModelMisbehaved(why="answer too long")
