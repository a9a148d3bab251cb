"""One provider, one try: against a server that behaves well, badly, or not at all."""

import json
from collections.abc import AsyncIterator

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
from bot.llm.openai_compatible import OpenAICompatible
from bot.llm.port import Message, Prompt, Usage
from bot.llm.structured import NotTheSchema
from tests import llm_server as server
from tests.llm_server import LLMServer, Reply, says, status, unless

PROMPT = Prompt("Be brief.", (Message("user", "Why is the sky blue?"),))


class Rewritten(BaseModel):
    model_config = ConfigDict(extra="forbid")
    question: str


@pytest.fixture
async def model() -> AsyncIterator[OpenAICompatible]:
    made = OpenAICompatible("gpt-x", api_key="sk-secret", base_url="http://set.me", timeout=5)
    yield made
    await made.close()


async def point(model: OpenAICompatible, to: LLMServer) -> None:
    """The server's port is known only now; what was learnt of servers stays."""
    await model.close()
    model._base_url = to.url


async def ask(
    model: OpenAICompatible, *script: Reply, max_tokens: int = 100
) -> tuple[list[str], Usage, LLMServer]:
    usage = Usage()
    async with LLMServer(*script) as running:
        await point(model, running)
        texts = [text async for text in model.stream(PROMPT, max_tokens=max_tokens, usage=usage)]
    return texts, usage, running


async def test_text_arrives_in_the_pieces_it_was_sent_in(model: OpenAICompatible) -> None:
    texts, usage, running = await ask(model, says("Light ", "scatters", ".", tokens=42))
    assert texts == ["Light ", "scatters", "."]
    assert usage.tokens == 42
    [body] = running.asked
    assert body["model"] == "gpt-x"
    assert body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Why is the sky blue?"},
    ]
    assert body["max_tokens"] == 100
    assert "temperature" not in body  # newer models refuse it
    assert running.headers[0]["authorization"] == "Bearer sk-secret"


async def test_tokens_are_estimated_when_the_server_does_not_count(model: OpenAICompatible) -> None:
    _, usage, _ = await ask(model, says("x" * 300))
    assert usage.tokens == prompt_tokens(PROMPT) + 100


@pytest.mark.parametrize("count", [-5, 10**12, 0, "many", None, 1.5, [3]])
async def test_an_impossible_count_is_not_believed(model: OpenAICompatible, count: object) -> None:
    reply = server.raw(
        'data: {"choices": [{"delta": {"content": "abc"}, "finish_reason": "stop"}]}\n\n'
        f"data: {json.dumps({'choices': [], 'usage': {'total_tokens': count}})}\n\ndata: [DONE]\n\n"
    )
    _, usage, _ = await ask(model, reply)
    assert usage.tokens == prompt_tokens(PROMPT) + 1


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (status(401), ModelRefusedKey),
        (status(403), ModelRefusedKey),
        (status(404), ModelRefusedKey),
        (status(429), ModelRateLimited),
        (status(500), ModelUnavailable),
        (status(503), ModelUnavailable),
        (status(400, "context length exceeded"), ModelMisbehaved),
        (server.raw("<html>It works!</html>", "text/html"), ModelMisbehaved),
        (server.raw("", "text/event-stream"), ModelMisbehaved),
        (server.raw('{"choices": []}', "application/json"), ModelMisbehaved),
        (server.raw(b"\xff\xfe\x00\x01" * 99), ModelMisbehaved),
        (server.raw("data: {not json\n\n"), ModelMisbehaved),
        (
            server.raw('data: null\n\ndata: [1, 2]\n\ndata: "x"\n\ndata: [DONE]\n\n'),
            ModelMisbehaved,
        ),
        (server.raw('data: {"choices": null}\n\ndata: {"choices": [7]}\n\n'), ModelMisbehaved),
        (server.raw('data: {"choices": [{"delta": null}]}\n\ndata: [DONE]\n\n'), ModelMisbehaved),
        (server.raw('data: {"error": {"message": "overloaded"}}\n\n'), ModelUnavailable),
        (server.raw(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}), ModelMisbehaved),
        (server.deltas({"role": "assistant"}), ModelMisbehaved),
        (server.deltas({"content": None}), ModelMisbehaved),
        (server.deltas({"content": ["a", 3]}), ModelMisbehaved),
        (server.deltas({"content": "  \n "}), ModelMisbehaved),
        (server.deltas({"refusal": "I can't help with that."}), ModelMisbehaved),
        (
            server.deltas({"tool_calls": [{"index": 0, "id": "1"}]}, finish="tool_calls"),
            ModelMisbehaved,
        ),
        (server.deltas({"reasoning_content": "hm"}), ModelMisbehaved),
        (server.deltas({"content": "<think>for ever"}), ModelMisbehaved),
        (server.deltas({"content": "No."}, finish="content_filter"), ModelMisbehaved),
        (says("It is cut", finish="length"), ModelMisbehaved),
        (server.cut("It is "), ModelMisbehaved),
        (server.cut("It is ", rudely=True), ModelUnavailable),
    ],
)
async def test_what_goes_wrong_has_our_name(
    model: OpenAICompatible, reply: Reply, expected: type[ModelError]
) -> None:
    with pytest.raises(ModelError) as caught:
        await ask(model, reply)
    assert type(caught.value) is expected
    assert "sk-secret" not in str(caught.value) + str(caught.value.fields)


async def test_nobody_listening_is_no_connection(model: OpenAICompatible) -> None:
    usage = Usage()
    async with LLMServer() as gone:
        await point(model, gone)
    with pytest.raises(ModelUnavailable) as caught:
        _ = [text async for text in model.stream(PROMPT, max_tokens=9, usage=usage)]
    assert caught.value.fields["why"] == "no connection"
    assert usage.tokens == 0


@pytest.mark.parametrize(
    "reply",
    [
        server.hangs(headers=False),
        server.hangs(),
        server.hangs("It is "),
        server.drips(*"abcdefgh", every=0.11),
        server.endless(": keep-alive\n\n"),
        server.endless('data: {"choices": [{"delta": {"role": "assistant"}}]}\n\n'),
    ],
)
async def test_waiting_has_an_end(model: OpenAICompatible, reply: Reply) -> None:
    model._timeout = 0.1
    with pytest.raises((TooSlow, ModelMisbehaved)):
        await ask(model, reply)


async def test_a_time_out_is_paid_for(model: OpenAICompatible) -> None:
    model._timeout, usage = 0.05, Usage()
    async with LLMServer(server.hangs(headers=False)) as running:
        await point(model, running)
        with pytest.raises(TooSlow):
            await anext(model.stream(PROMPT, max_tokens=9, usage=usage))
    assert usage.tokens == prompt_tokens(PROMPT)


@pytest.mark.parametrize(
    "event",
    [
        'data: {"choices": [{"delta": {"content": "la la la la la "}}]}\n\n',
        "data: " + "x" * 5000,  # one line without an end
    ],
)
async def test_an_endless_answer_is_stopped(model: OpenAICompatible, event: str) -> None:
    with pytest.raises(ModelMisbehaved) as caught:
        await ask(model, server.endless(event), max_tokens=50)
    assert caught.value.fields["why"] in ("answer too long", "response too large")


async def test_a_server_that_forgets_to_hang_up_does_no_harm(model: OpenAICompatible) -> None:
    model._timeout = 0.15
    texts, _, _ = await ask(model, server.hangs("All ", "said.", finish="stop"))
    assert "".join(texts) == "All said."


async def test_a_stream_that_ends_with_done_alone_is_whole(model: OpenAICompatible) -> None:
    texts, _, _ = await ask(model, says("All said.", finish=None))
    assert texts == ["All said."]


async def test_thinking_aloud_is_left_out(model: OpenAICompatible) -> None:
    parts = [{"reasoning": "hm"}, {"content": "<thi"}, {"content": "nk>secret</th"}]
    texts, _, _ = await ask(model, server.deltas(*parts, {"content": "ink>\n\nBlue"}))
    assert "".join(texts) == "Blue"


# ---- learning what a server takes ------------------------------------------------------------


def refuses(*names: str):  # type: ignore[no-untyped-def]
    return lambda body: next((name for name in names if name in body), None)


@pytest.mark.parametrize(
    "refused",
    [
        ["max_tokens"],
        ["max_tokens", "max_completion_tokens"],
        ["reasoning_effort"],
        ["stream_options"],
        ["stream_options", "reasoning_effort", "max_tokens"],
    ],
)
async def test_refused_parameters_are_left_out_from_then_on(
    model: OpenAICompatible, refused: list[str]
) -> None:
    picky = unless(refuses(*refused), says("Yes."))
    async with LLMServer(then=picky) as running:
        await point(model, running)
        for _ in range(2):
            texts = [t async for t in model.stream(PROMPT, max_tokens=9, usage=Usage())]
            assert texts == ["Yes."]
        before = len(running.asked)
        _ = [t async for t in model.stream(PROMPT, max_tokens=9, usage=Usage())]
        assert len(running.asked) == before + 1
    assert not set(refused) & set(running.asked[-1])


async def test_openai_itself_is_asked_in_its_newer_words() -> None:
    model = OpenAICompatible("gpt-6-luna", api_key="k", base_url=None, timeout=5)
    async with LLMServer(says("Yes.")) as running:
        await point(model, running)
        _ = [t async for t in model.stream(PROMPT, max_tokens=9, usage=Usage())]
    assert running.asked[0]["max_completion_tokens"] == 9
    assert "max_tokens" not in running.asked[0]
    await model.close()


async def test_a_value_that_is_refused_gives_way_to_the_next(model: OpenAICompatible) -> None:
    def refused(body: server.Body) -> str | None:
        return "reasoning_effort" if body.get("reasoning_effort") == "none" else None

    _, _, running = await ask(model, *[unless(refused, says("Yes."))] * 2)
    assert [body.get("reasoning_effort") for body in running.asked] == ["none", "low"]


async def test_instructions_go_into_the_first_message_where_there_is_no_role_for_them(
    model: OpenAICompatible,
) -> None:
    _, _, running = await ask(model, status(400, "System role not supported"), says("Yes."))
    assert running.asked[1]["messages"] == [
        {"role": "user", "content": "Be brief.\n\nWhy is the sky blue?"}
    ]


async def test_a_400_about_something_else_changes_nothing(model: OpenAICompatible) -> None:
    with pytest.raises(ModelMisbehaved):
        await ask(model, status(400, "this model's maximum context length is 4096 tokens"))
    _, _, running = await ask(model, says("Yes."))
    assert running.asked[0]["max_tokens"] == 100


async def test_a_server_that_refuses_everything_is_not_asked_for_ever(
    model: OpenAICompatible,
) -> None:
    names = "reasoning_effort response_format stream_options 'system' max_tokens"
    always = status(400, f"unsupported: {names} max_completion_tokens")
    async with LLMServer(then=always) as running:
        await point(model, running)
        with pytest.raises(ModelMisbehaved):
            await anext(model.stream(PROMPT, max_tokens=9, usage=Usage()))
    assert len(running.asked) <= 9
    _, _, running = await ask(model, says("Yes."))
    assert running.asked[0]["max_tokens"] == 100  # nothing was learnt from it


# ---- structured answers ----------------------------------------------------------------------


async def structured(model: OpenAICompatible, *script: Reply) -> tuple[Rewritten, LLMServer]:
    async with LLMServer(*script) as running:
        await point(model, running)
        answer = await model.structured(PROMPT, Rewritten, max_tokens=50, usage=Usage())
    return answer, running


@pytest.mark.parametrize(
    "text",
    [
        '{"question": "Why?"}',
        '```json\n{"question": "Why?"}\n```',
        'Sure! Here it is: {"question": "Why?"} Anything else?',
        '<think>{"question": "no"}</think>\n{"question": "Why?"}',
    ],
)
async def test_an_answer_as_data(model: OpenAICompatible, text: str) -> None:
    answer, running = await structured(model, says(text[:9], text[9:]))
    assert answer == Rewritten(question="Why?")
    form = running.asked[0]["response_format"]
    assert form["json_schema"]["strict"] is True
    assert form["json_schema"]["schema"]["required"] == ["question"]
    assert '"question"' in running.asked[0]["messages"][0]["content"]


@pytest.mark.parametrize(
    "text", ["Why?", "{}", '{"question": 7}', '{"question": "a", "x": 1}', "[]", '{"question": "a']
)
async def test_data_of_another_shape_is_told_apart(model: OpenAICompatible, text: str) -> None:
    with pytest.raises(NotTheSchema) as caught:
        await structured(model, says(text))
    assert caught.value.text == text
    assert caught.value.problem


async def test_servers_without_schemas_are_asked_for_json_then_in_words(
    model: OpenAICompatible,
) -> None:
    def refused(body: server.Body) -> str | None:
        return "response_format" if "response_format" in body else None

    picky = unless(refused, says('{"question": "Why?"}'))
    _, running = await structured(model, picky, picky, picky)
    kinds = [body.get("response_format", {}).get("type") for body in running.asked]
    assert kinds == ["json_schema", "json_object", None]
