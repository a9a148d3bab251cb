"""The same behaviour through LangChain: its OpenAI class against the scripted server, and its own
fake for what other providers' classes say."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from bot.errors import (
    ModelError,
    ModelMisbehaved,
    ModelRateLimited,
    ModelRefusedKey,
    ModelUnavailable,
)
from bot.llm.budget import prompt_tokens
from bot.llm.faults import TooSlow
from bot.llm.langchain import LangChain
from bot.llm.port import Message, Prompt, Usage
from bot.llm.structured import NotTheSchema
from tests import llm_server as server
from tests.llm_server import LLMServer, Reply, says, status

PROMPT = Prompt(
    "Be brief.",
    (Message("user", "Hi"), Message("assistant", "Hello."), Message("user", "Why?")),
)


class Rewritten(BaseModel):
    model_config = ConfigDict(extra="forbid")
    question: str


def through(running: LLMServer, timeout: float = 5) -> LangChain:
    def make(**limit: Any) -> Any:
        from langchain.chat_models import init_chat_model

        return init_chat_model(
            "openai:gpt-x",
            api_key="k",
            base_url=running.url,
            use_responses_api=False,
            max_retries=0,
            **limit,
        )

    return LangChain("openai:gpt-x", timeout=timeout, make=make)


async def ask(*script: Reply, patience: float = 5) -> tuple[str, Usage, LLMServer]:
    usage = Usage()
    async with LLMServer(*script) as running:
        stream = through(running, patience).stream(PROMPT, max_tokens=100, usage=usage)
        return "".join([text async for text in stream]), usage, running


async def test_an_answer_streams() -> None:
    text, usage, running = await ask(says("Light ", "scatters.", tokens=42))
    assert text == "Light scatters."
    assert usage.tokens == 42
    [body] = running.asked
    assert [message["role"] for message in body["messages"]] == [
        "system",
        "user",
        "assistant",
        "user",
    ]
    assert body["max_completion_tokens"] == 100


async def test_tokens_are_estimated_when_nobody_counts() -> None:
    _, usage, _ = await ask(says("x" * 300))
    assert usage.tokens == prompt_tokens(PROMPT) + 100


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (status(401), ModelRefusedKey),
        (status(404), ModelRefusedKey),
        (status(429, headers={"Retry-After": "2"}), ModelRateLimited),
        (status(500), ModelUnavailable),
        (server.raw("<html></html>", "text/html"), ModelMisbehaved),
        (server.raw("data: {no json\n\n"), ModelMisbehaved),
        (server.raw('data: {"choices": null}\n\n'), ModelMisbehaved),
        (server.deltas({"content": None}), ModelMisbehaved),
        (says("It is cut", finish="length"), ModelMisbehaved),
        (server.cut("It is ", rudely=True), ModelUnavailable),
    ],
)
async def test_what_goes_wrong_has_our_name(reply: Reply, expected: type[ModelError]) -> None:
    with pytest.raises(ModelError) as caught:
        await ask(reply)
    assert type(caught.value) is expected


@pytest.mark.parametrize("reply", [server.hangs(headers=False), server.hangs("It is ")])
async def test_waiting_has_an_end(reply: Reply) -> None:
    await ask(says("The import of LangChain doesn't count."))
    with pytest.raises(TooSlow):
        await ask(reply, patience=0.2)


async def test_an_endless_answer_is_stopped() -> None:
    with pytest.raises(ModelMisbehaved):
        await ask(server.endless('data: {"choices": [{"delta": {"content": "la la la"}}]}\n\n'))


async def test_data() -> None:
    async with LLMServer(says('{"question": "Why?"}', tokens=7)) as running:
        usage = Usage()
        answer = await through(running).structured(PROMPT, Rewritten, max_tokens=50, usage=usage)
    assert answer == Rewritten(question="Why?")
    assert usage.tokens == 7


@pytest.mark.parametrize("text", ["Why?", "{}", '{"question": 7}'])
async def test_data_of_another_shape(text: str) -> None:
    async with LLMServer(says(text)) as running:
        with pytest.raises((NotTheSchema, ModelMisbehaved)):
            await through(running).structured(PROMPT, Rewritten, max_tokens=50, usage=Usage())


async def test_what_other_providers_say() -> None:
    """Anthropic's blocks and counts, Gemini's reasons."""
    from langchain_core.language_models import GenericFakeChatModel
    from langchain_core.messages import AIMessageChunk

    class Fake(GenericFakeChatModel):
        async def astream(self, *_: Any, **__: Any) -> AsyncIterator[AIMessageChunk]:  # type: ignore[override]
            counts = {"input_tokens": 30, "output_tokens": 0, "total_tokens": 30}
            yield AIMessageChunk([{"type": "thinking", "thinking": "hm"}], usage_metadata=counts)
            yield AIMessageChunk([{"type": "text", "text": "Blue"}])
            counts = {"input_tokens": 0, "output_tokens": 5, "total_tokens": 5}
            yield AIMessageChunk(
                "", usage_metadata=counts, response_metadata={"stop_reason": "max_tokens"}
            )

    seen: dict[str, int] = {}

    def make(**limit: int) -> Fake:
        seen.update(limit)
        return Fake(messages=iter(()))

    model = LangChain("ollama:llama3.2", timeout=5, make=make)
    usage, got = Usage(), []
    with pytest.raises(ModelMisbehaved) as caught:
        async for text in model.stream(PROMPT, max_tokens=9, usage=usage):
            got.append(text)
    assert caught.value.fields["why"] == "cut off at the token limit"
    assert (got, usage.tokens, seen) == (["Blue"], 35, {"num_predict": 9})
