"""`chat --json`: what goes in, what comes out, and what a bad line does (nothing to the others)."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import threading
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.jsonl import reader as reader_module
from bot.adapters.jsonl import run
from bot.adapters.jsonl.lines import schema
from bot.messages import (
    Action,
    Choices,
    Draft,
    Form,
    FormField,
    Incoming,
    Option,
    Picture,
    Reply,
    Text,
)
from tests.fakes import NOON

DOCS = Path(__file__).parents[3] / "docs"
Line = dict[str, Any]


class Echo:
    """Repeats what it gets, and knows a delivery that it has seen."""

    def __init__(self) -> None:
        self.seen: list[Incoming] = []

    async def __call__(self, incoming: Incoming) -> AsyncGenerator[Reply, None]:
        if any(incoming.delivery_id == each.delivery_id for each in self.seen):
            return
        self.seen.append(incoming)
        yield Reply(parts=(Draft(delta="…"),))
        yield Reply(parts=(Text(markdown=f"you said {incoming.text}"),), audience="you")


async def talk(handle: Any, *lines: Line | bytes, **options: Any) -> list[Line]:
    given = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )
    out = io.BytesIO()
    await run(handle, io.BytesIO(given), out, clock=lambda: NOON, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def message(id: str | int = "1", text: str = "hi", **more: object) -> Line:
    return {"id": id, "person": "ana", "place": "dm", "text": text} | more


async def test_a_message_gets_its_parts_and_then_done() -> None:
    assert await talk(Echo(), message()) == [
        {"reply_to": "1", "audience": "everyone", "part": {"type": "draft", "delta": "…"}},
        {"reply_to": "1", "audience": "you", "part": {"type": "text", "markdown": "you said hi"}},
        {"reply_to": "1", "done": True},
    ]


async def test_what_is_said_becomes_an_incoming() -> None:
    echo = Echo()
    data = base64.b64encode(b"\xff\x00").decode()
    await talk(
        echo,
        message(
            place="channel:general",
            thread="t1",
            locale="es-MX",
            at="2026-01-02T03:04:05+01:00",
            files=[{"name": "a.pdf", "data": data}],
        ),
    )
    (incoming,) = echo.seen
    assert (incoming.person, incoming.delivery_id) == ("jsonl:ana", "jsonl:ana:1")
    assert (incoming.place.kind, str(incoming.place)) == ("channel", "channel:general#t1")
    assert incoming.locale == "es-MX"
    assert incoming.at.isoformat() == "2026-01-02T03:04:05+01:00"
    assert incoming.files[0].data == b"\xff\x00"


async def test_an_action_goes_in_as_it_came_out() -> None:
    action = Action(name="course.choose", args={"id": "tiny"})
    parts = (
        Choices(options=(Option(label="Tiny", action=action),)),
        Form(title="F", fields=(FormField(name="a", label="A"),), submit=action),
        Picture(png=b"\xfb\xff", alt="a chart"),
    )
    seen: list[Incoming] = []

    async def handle(incoming: Incoming) -> AsyncGenerator[Reply, None]:
        seen.append(incoming)
        yield Reply(parts=parts)

    first = await talk(handle, message())
    sent_back = first[0]["part"]["options"][0]["action"]
    assert first[2]["part"]["png"] == "+/8="
    await talk(handle, {"id": "2", "person": "ana", "place": "dm", "action": sent_back})
    assert seen[1].action == action


@pytest.mark.parametrize(
    ("line", "reply_to", "says"),
    [
        (b"not json", None, "Invalid JSON"),
        (b"[1, 2]", None, "object"),
        (b'{"id": "7"', None, "Invalid JSON"),
        (b'{"id": "7"}', "7", "person"),
        (b'{"id": 7, "person": "ana"}', 7, "needs either `text` or `action`"),
        (b'{"id": "7", "person": "ana", "text": "x", "place": "here"}', "7", "place"),
        (b'{"id": "7", "person": "ana", "text": 3}', "7", "text"),
        (b'{"id": true, "person": "ana", "text": "x"}', None, "id"),
        (b'{"id": "", "person": "ana", "text": "x"}', "", "id"),
        (b'{"id": "7", "person": "ana", "action": {"name": "DROP TABLE"}}', "7", "action.name"),
        (b'{"id": "7", "person": "ana", "text": "x", "at": "2026-01-01T00:00:00"}', "7", "at"),
        (b'{"id": "7", "person": "ana", "text": "x", "files": [{"name": "a", "data": "?"}]}', "7",
         "files.0.data"),
        (b'{"id": "7", "person": "ana", "text": "\xff\xfe"}', None, "Invalid JSON"),
        (b"\x00\x01\x02", None, "Invalid JSON"),
        (b"[" * 100_000, None, "Invalid JSON"),
    ],
)  # fmt: skip
async def test_a_malformed_line_gets_an_error_and_the_next_one_works(
    line: bytes, reply_to: object, says: str
) -> None:
    error, *rest = await talk(Echo(), line, message("8"))
    assert error.keys() == {"reply_to", "error"}
    assert error["reply_to"] == reply_to
    assert says in error["error"]
    assert rest[-1] == {"reply_to": "8", "done": True}


async def test_half_a_surrogate_pair_is_a_question_mark() -> None:
    line = b'{"id": "7", "person": "ana", "text": "\\udc80 \\ud83d\\ude42 \\\\ud800"}'
    out = await talk(Echo(), line)
    assert out[1]["part"]["markdown"] == "you said ? \U0001f642 \\ud800"


async def test_a_line_that_is_too_long_is_skipped_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "LONGEST_LINE", 200)
    out = await talk(Echo(), message("7", "x" * 5_000), message("8"), message("9", "y" * 300))
    assert [line.get("error", "")[:6] for line in out if "error" in line] == ["longer"] * 2
    assert [line["reply_to"] for line in out if "done" in line] == ["8"]


async def test_empty_lines_a_byte_order_mark_and_a_missing_last_line_end_are_fine() -> None:
    out = io.BytesIO()
    line = json.dumps(message()).encode()
    await run(Echo(), io.BytesIO(b"\n \r\n\xef\xbb\xbf" + line), out)
    assert json.loads(out.getvalue().splitlines()[-1]) == {"reply_to": "1", "done": True}


async def test_an_id_is_answered_once() -> None:
    out = await talk(Echo(), message("1"), message("1"), message("1", person="ben"))
    done = [line for line in out if "done" in line]
    assert sorted(done, key=len) == [
        {"reply_to": "1", "done": True},
        {"reply_to": "1", "done": True},
        {"reply_to": "1", "done": True, "duplicate": True},
    ]


async def test_conversations_go_side_by_side_and_each_in_order() -> None:
    ben_was_answered = asyncio.Event()
    order: list[str] = []

    async def handle(incoming: Incoming) -> AsyncGenerator[Reply, None]:
        if incoming.text == "first":
            await ben_was_answered.wait()
        order.append(f"{incoming.person[6:]} {incoming.text}")
        if incoming.person == "jsonl:ben":
            ben_was_answered.set()
        yield Reply(parts=(Text(markdown="x"),))

    out = await talk(
        handle, message(1, "first"), message(2, "second"), message(3, "other", person="ben")
    )
    assert order == ["ben other", "ana first", "ana second"]
    assert [line["reply_to"] for line in out if "done" in line] == [3, 1, 2]


async def test_a_failure_of_ours_is_one_error_line() -> None:
    async def handle(incoming: Incoming) -> AsyncGenerator[Reply, None]:
        if incoming.text == "break":
            raise ZeroDivisionError
        yield Reply(parts=(Text(markdown="fine"),))

    out = await talk(handle, message("1", "break"), message("2"))
    assert out[0] == {"reply_to": "1", "error": "something went wrong on my side"}
    assert out[-1] == {"reply_to": "2", "done": True}


async def test_what_an_earlier_run_did_not_send_comes_with_its_id() -> None:
    def old(id: str) -> Incoming:
        return Incoming(delivery_id=f"jsonl:ana:{id}", person="jsonl:ana", text="before", at=NOON)

    async def recover(platform: str) -> AsyncGenerator[tuple[Incoming, Reply], None]:
        assert platform == "jsonl"
        for id in ("a:1", "b"):
            yield old(id), Reply(parts=(Text(markdown=f"late {id}"),))

    out = await talk(Echo(), recover=recover)
    assert [(line["reply_to"], line.get("done", False)) for line in out] == [
        ("a:1", False),
        ("a:1", True),
        ("b", False),
        ("b", True),
    ]


async def test_a_reader_that_went_away_leaves_the_rest_for_the_next_start() -> None:
    closed: list[str] = []

    async def handle(incoming: Incoming) -> AsyncGenerator[Reply, None]:
        try:
            yield Reply(parts=(Text(markdown="x"),))
        except GeneratorExit:
            closed.append(incoming.delivery_id)
            raise

    class Gone(io.BytesIO):
        def write(self, data: object) -> int:
            raise BrokenPipeError

    lines = b"".join(json.dumps(message(i)).encode() + b"\n" for i in range(3))
    await run(handle, io.BytesIO(lines), Gone())
    assert "jsonl:ana:0" in closed


async def test_a_cancelled_run_finishes_what_it_has_begun() -> None:
    begun, go_on, leave = asyncio.Event(), asyncio.Event(), threading.Event()

    async def handle(incoming: Incoming) -> AsyncGenerator[Reply, None]:
        begun.set()
        await go_on.wait()
        yield Reply(parts=(Text(markdown="complete"),))

    class Waiting(io.BytesIO):
        """A person who doesn't type any more."""

        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            if not line:
                leave.wait(10)
            return line

    out = io.BytesIO()
    stdin = Waiting(json.dumps(message()).encode() + b"\n")
    running = asyncio.create_task(run(handle, stdin, out))
    await begun.wait()
    running.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    leave.set()
    assert json.loads(out.getvalue().splitlines()[-1]) == {"reply_to": "1", "done": True}


def test_the_schema_in_the_docs_is_the_programs_own() -> None:
    written = json.loads((DOCS / "jsonl.schema.json").read_text(encoding="utf-8"))
    assert written == schema(), "run: python -m scripts.jsonl_schema"


def test_the_examples_in_the_docs_are_valid() -> None:
    from bot.adapters.jsonl.lines import DoneLine, ErrorLine, MessageLine, PartLine

    text = (DOCS / "jsonl.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in text.split("```json\n")[1:]]
    lines = [json.loads(line) for block in blocks for line in block.splitlines() if line.strip()]
    assert lines
    kinds: list[tuple[str, Callable[[Line], object]]] = [
        ("person", MessageLine.model_validate),
        ("part", PartLine.model_validate),
        ("done", DoneLine.model_validate),
        ("error", ErrorLine.model_validate),
    ]
    for line in lines:
        validate = next(check for key, check in kinds if key in line)
        validate(line)
