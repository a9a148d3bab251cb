"""The openai library's client, with limits on what a response may be. Import it where it is used:
that takes a second."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import openai
from pydantic import BaseModel

from bot.errors import ModelMisbehaved

MAX_BYTES = 4_000_000
"""Most bytes of one response: a long answer is 10,000 characters, each up to 300 bytes of JSON."""


def connect(api_key: str, base_url: str, timeout: float) -> openai.AsyncOpenAI:
    """A client that sends each request once: `bot.llm.model` tries again, within one budget."""
    return openai.AsyncOpenAI(
        api_key=api_key,
        base_url=base_url,
        max_retries=0,
        default_headers={"Accept-Encoding": "identity"},
        http_client=openai.DefaultAsyncHttpxClient(
            timeout=httpx2.Timeout(timeout, connect=min(5.0, timeout)),
            event_hooks={"response": [_limit]},
        ),
    )


def strict_schema(schema: type[BaseModel]) -> dict[str, Any]:
    """The schema as OpenAI's strict mode wants it: no extra fields, all required."""
    return dict(openai.pydantic_function_tool(schema)["function"]["parameters"])


def said_done(response: httpx2.Response) -> bool:
    """Whether a stream ended as streams are to end."""
    return isinstance(response.stream, _Capped) and b"[DONE]" in response.stream.tail


async def _limit(response: httpx2.Response) -> None:
    """Response hook: limit what is read, whatever it turns out to be."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise ModelMisbehaved(why="compressed response")  # asked not to: it could be a bomb
    assert isinstance(response.stream, httpx2.AsyncByteStream)
    response.stream = _Capped(response.stream)


class _Capped(httpx2.AsyncByteStream):
    """A response's bytes, up to a limit, remembering the last few."""

    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner
        self._left = MAX_BYTES
        self.tail = b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._inner:
            self._left -= len(chunk)
            if self._left < 0:
                raise ModelMisbehaved(why="response too large")
            self.tail = (self.tail + chunk)[-64:]
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()
