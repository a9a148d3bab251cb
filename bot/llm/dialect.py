"""What one OpenAI-compatible server understands, learnt from what it refuses.

OpenAI's newer models want ``max_completion_tokens`` and refuse ``max_tokens``; Ollama knows only
``max_tokens``; some servers know no ``stream_options``, no JSON schemas, no ``system`` role. A
server that refuses a parameter names it in its error: the next best form is used from then on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from prompts import Prompt

Format = Literal["json_schema", "json_object", "none"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """Forms still worth trying of each parameter, the one in use first; ``None`` leaves it out."""

    limit: tuple[str | None, ...] = ("max_tokens", "max_completion_tokens", None)
    # A grounded answer needs no long thinking, and a learner is waiting for the first word.
    effort: tuple[str | None, ...] = ("none", "low", None)
    format: tuple[Format, ...] = ("json_schema", "json_object", "none")
    stream_options: tuple[dict[str, bool] | None, ...] = ({"include_usage": True}, None)
    system: tuple[bool, ...] = (True, False)
    """Whether there is a role for instructions; otherwise they go before the first message."""

    def messages(self, prompt: Prompt) -> list[dict[str, str]]:
        """The conversation as the API takes it."""
        messages = [{"role": message.role, "content": message.text} for message in prompt.messages]
        if self.system[0]:
            return [{"role": "system", "content": prompt.system}, *messages]
        first, *rest = messages
        return [{**first, "content": f"{prompt.system}\n\n{first['content']}"}, *rest]

    def options(self, max_tokens: int) -> dict[str, Any]:
        """Limits and the like."""
        values = {
            "reasoning_effort": self.effort[0],
            "stream_options": self.stream_options[0],
            **({self.limit[0]: max_tokens} if self.limit[0] else {}),
        }
        return {name: value for name, value in values.items() if value is not None}

    def form(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        """The parameter that asks for JSON of a schema."""
        kind = self.format[0]
        if kind == "none":
            return {}
        if kind == "json_object":
            return {"response_format": {"type": kind}}
        wanted = {"name": name, "schema": schema, "strict": True}
        return {"response_format": {"type": kind, "json_schema": wanted}}

    def after(self, refusal: str, param: str | None) -> Dialect | None:
        """The dialect to try after a refusal; None when it isn't about the form of the request.

        Args:
            refusal: The server's error, in lower case.
            param: The parameter it names, where it does so in a field of its own.
        """
        if not any(sign in refusal for sign in _REFUSALS):
            return None
        about = param.lower() if param else refusal
        for name, signs in _SIGNS.items():
            forms: Any = getattr(self, name)
            named = (str(forms[0]),) if name == "limit" and forms[0] else signs
            if len(forms) > 1 and any(sign in about for sign in named):
                return replace(self, **{name: forms[1:]})
        return None


OPENAI = Dialect(limit=("max_completion_tokens", "max_tokens", None))
"""OpenAI's own service; Azure behaves alike."""

_SIGNS = {
    "effort": ("reasoning", "thinking"),
    "stream_options": ("stream_options", "include_usage"),
    "format": ("response_format", "json_schema", "json_object", "structured output", "grammar"),
    "system": ("system role", "'system'", "developer instruction", "messages[0].role"),
    "limit": ("max_tokens", "max_completion_tokens"),
}
_REFUSALS = (
    "support",
    "unrecognized",
    "unknown",
    "unexpected",
    "extra",
    "invalid",
    "permitted",
    "allowed",
    "unavailable",
    "must be",
    "does not",
    "failed to parse",
)
