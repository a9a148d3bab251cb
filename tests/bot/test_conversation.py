"""The life of a message: stored, answered once, in order; what goes wrong is told kindly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing

import pytest

from bot.errors import CourseError, StoreError
from bot.learner.events import CourseChosen, LearnerJoined, PreferencesChanged
from bot.learner.model import Preferences
from bot.messages import (
    Action,
    Buttons,
    Choices,
    Draft,
    Incoming,
    Option,
    Part,
    Place,
    Reply,
    Status,
    Text,
)
from bot.skill import Skill, Turn
from tests.bot.conftest import BOTH, LogLines, MakeChat
from tests.fakes import NOON, FakeClock, incoming, skill, text_of

CHANNEL = Place(kind="channel", name="general")


def skill_of(name: str, run: object, **manifest: object) -> Skill:
    return Skill(name=name, summary="", usage="", run=run, **manifest)  # type: ignore[arg-type]


# ---- answering -----------------------------------------------------------------------------


async def test_drafts_come_at_once_and_the_rest_as_one_reply(chat: MakeChat) -> None:
    buttons = Buttons(options=(Option(label="More", action=Action(name="ask.more")),))
    ask = skill("ask", Status(text="Looking"), Draft(delta="He"), Text(markdown="Hello"), buttons)
    handled = (await chat(ask)).conversation.handle(incoming("hi"))
    assert [reply async for reply in handled] == [
        Reply(parts=(Status(text="Looking"),)),
        Reply(parts=(Draft(delta="He"),)),
        Reply(parts=(Text(markdown="Hello"), buttons)),
    ]


@BOTH
async def test_the_same_delivery_is_answered_once(chat: MakeChat) -> None:
    one, other = await chat(), await chat()
    message = incoming("hi")
    assert text_of(await one.replies(message)) == "ask: hi"
    assert await one.replies(message) == []
    assert await other.replies(message) == []


@BOTH
async def test_a_delivery_that_arrives_twice_at_once_is_answered_once(chat: MakeChat) -> None:
    one, other = await chat(), await chat()
    message = incoming("hi")
    answers = await asyncio.gather(*(c.replies(message) for c in [one, other] * 3))
    assert sum(map(bool, answers)) == 1


async def test_what_was_accepted_before_is_answered(chat: MakeChat) -> None:
    here = await chat()
    message = incoming("hi")
    assert await here.conversation.accept(message)
    assert not await here.conversation.accept(message)
    assert text_of(await here.replies(message)) == "ask: hi"
    assert not await here.conversation.accept(message)


async def test_messages_of_a_conversation_are_answered_in_order(chat: MakeChat) -> None:
    running: list[str] = []
    order: list[str] = []

    async def slow(turn: Turn, text: str) -> AsyncIterator[Part]:
        running.append(text)
        assert len(running) == 1, "two answers in one conversation at the same time"
        await asyncio.sleep(0)
        order.append(text)
        running.remove(text)
        yield Text(markdown=text)

    here = await chat(skill_of("ask", slow))
    messages = [incoming(f"number {i}") for i in range(5)]
    for message in messages:
        await here.conversation.accept(message)
    await asyncio.gather(*(here.replies(message) for message in reversed(messages)))
    assert order == [f"number {i}" for i in range(5)]


async def test_another_conversation_does_not_wait(chat: MakeChat) -> None:
    may_end = asyncio.Event()

    async def waiting(turn: Turn, text: str) -> AsyncIterator[Part]:
        if text == "wait":
            await may_end.wait()
        yield Text(markdown=text)

    here = await chat(skill_of("ask", waiting))
    first = asyncio.create_task(here.replies(incoming("wait")))
    assert text_of(await here.replies(incoming("now", person="test:ben"))) == "now"
    may_end.set()
    assert text_of(await first) == "wait"


@BOTH
async def test_two_processes_keep_the_order_together(chat: MakeChat) -> None:
    one, other = await chat(), await chat()
    first, second = incoming("first"), incoming("second")
    await one.conversation.accept(first)
    await other.conversation.accept(second)
    waiting = asyncio.create_task(other.replies(second))
    await asyncio.sleep(0)
    assert text_of(await one.replies(first)) == "ask: first"
    assert text_of(await waiting) == "ask: second"


# ---- what is stored ------------------------------------------------------------------------


@BOTH
async def test_events_and_state_are_stored_before_the_reply_is_out(chat: MakeChat) -> None:
    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        turn.record(CourseChosen(course="tiny"))
        turn.state["n"] = turn.state.get("n", 0) + 1
        yield Text(markdown=str(turn.state["n"]))

    here = await chat(skill_of("ask", run))
    message = incoming("hi")
    async with aclosing(here.conversation.handle(message)) as replies:
        assert text_of([await anext(replies)]) == "1"
        learner = await here.store.learner(message.person)
        stored = [each.event for each in await here.store.events(learner.id)]
        assert stored == [LearnerJoined(), CourseChosen(course="tiny")]
    assert text_of(await here.replies(incoming("again"))) == "2"
    assert text_of(await here.replies(incoming("again", place=CHANNEL))) == "1"
    joined = await here.store.events(learner.id, types=["learner_joined"])
    assert len(joined) == 1


async def test_a_skill_sees_the_learner_and_the_last_six_exchanges(chat: MakeChat) -> None:
    seen: list[Turn] = []

    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        seen.append(turn)
        yield Text(markdown=f"answer to {text}")

    here = await chat(skill_of("ask", run))
    for number in range(8):
        await here.replies(incoming(f"question {number}"))
    assert [turn.learner.new for turn in seen] == [True] + [False] * 7
    history = seen[-1].history
    assert [each.said for each in history] == [f"question {n}" for n in range(1, 7)]
    assert history[-1].answered == "answer to question 6"


async def test_a_tap_is_remembered_by_its_label(chat: MakeChat) -> None:
    seen: list[Turn] = []
    action = Action(name="ask.pick", args={"id": "2"})
    choices = Choices(prompt="Which?", options=(Option(label="The second", action=action),))

    async def pick(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
        yield Text(markdown=f"picked {args['id']}")

    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        seen.append(turn)
        yield choices

    here = await chat(skill_of("ask", run, act={"pick": pick}))
    await here.replies(incoming("hi"))
    assert text_of(await here.replies(incoming(action=action))) == "picked 2"
    await here.replies(incoming("and now?"))
    assert [(each.said, each.answered) for each in seen[-1].history] == [
        ("hi", "Which?\n- The second"),
        ("The second", "picked 2"),
    ]


async def test_a_pending_question_gets_the_next_words_unless_they_are_a_command(
    chat: MakeChat,
) -> None:
    async def ask_back(turn: Turn, text: str) -> AsyncIterator[Part]:
        if not text:
            turn.state["pending"] = "settings"
        yield Text(markdown=f"settings: {text}")

    here = await chat(skill_of("settings", ask_back))

    async def say(text: str) -> str:
        return text_of(await here.replies(incoming(text)))

    await say("/settings")
    assert await say("football") == "settings: football"
    assert await say("football") == "ask: football"
    await say("/settings")
    assert await say("what can you do?") == "help: "
    assert await say("football") == "ask: football"
    await say("/settings")
    assert "in a few words" in await say("???")
    assert await say("football") == "settings: football"


# ---- who sees it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "wanted", "audience"),
    [
        (CHANNEL, "you", "you"),
        (CHANNEL, "everyone", "everyone"),
        (CHANNEL, "dm", "dm"),
        (Place(), "you", "everyone"),
    ],
)
async def test_the_skill_says_who_may_see_it(
    chat: MakeChat, place: Place, wanted: str, audience: str
) -> None:
    here = await chat(skill("ask", Draft(delta="x"), "x", audience=wanted))
    handled = here.conversation.handle(incoming("hi", place=place))
    assert {reply.audience async for reply in handled} == {audience}


async def test_nothing_private_is_remembered_where_others_read(chat: MakeChat) -> None:
    seen: list[Turn] = []

    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        seen.append(turn)
        turn.state["secret"] = text
        yield Text(markdown="public answer")

    here = await chat(skill_of("ask", run), skill("settings", "ana's settings", audience="you"))
    await here.replies(incoming("in private"))
    await here.replies(incoming("/settings", place=CHANNEL))
    await here.replies(incoming("to all", place=CHANNEL))
    await here.replies(incoming("ben asks", place=CHANNEL, person="test:ben"))
    assert [each.said for each in seen[-1].history] == ["to all"]
    assert seen[-1].state == {"secret": "ben asks"}  # nothing of ana's was there
    await here.replies(incoming("ana asks", place=CHANNEL))
    assert [each.said for each in seen[-1].history] == ["/settings", "to all", "ben asks"]


# ---- what goes wrong -----------------------------------------------------------------------


async def test_an_error_with_a_text_is_told_and_the_turn_is_over(chat: MakeChat) -> None:
    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        turn.record(CourseChosen(course="half done"))
        turn.state["half"] = True
        yield Text(markdown="So far.")
        raise CourseError("I can't open “{id}”.", id="x")

    here = await chat(skill_of("ask", run))
    message = incoming("hi")
    assert text_of(await here.replies(message)) == "So far.\nI can't open “x”."
    assert await here.replies(message) == []
    learner = await here.store.learner(message.person)
    assert [each.event for each in await here.store.events(learner.id)] == [LearnerJoined()]
    assert await here.store.thread.state(message.conversation, message.person) == {}


async def test_any_other_error_is_told_with_a_reference_that_the_log_has(
    chat: MakeChat, log_lines: LogLines
) -> None:
    here = await chat(skill("ask", ZeroDivisionError("secret words")))
    answer = text_of(await here.replies(incoming("hi")))
    assert "Something went wrong on my side" in answer
    assert "secret" not in answer
    (line,) = [line for line in log_lines() if line["event"] == "turn failed"]
    assert f"reference to whoever runs me: {line['turn']}." in answer
    assert line["error"] == "ZeroDivisionError"
    assert text_of(await here.replies(incoming("/help"))) == "help: "


async def test_a_skill_that_says_nothing_or_keeps_what_is_no_data_is_an_error(
    chat: MakeChat,
) -> None:
    async def silent(turn: Turn, text: str) -> AsyncIterator[Part]:
        return
        yield

    async def no_data(turn: Turn, text: str) -> AsyncIterator[Part]:
        turn.state["x"] = object()
        yield Text(markdown="x")

    here = await chat(skill_of("ask", silent), skill_of("help", no_data))
    assert "Something went wrong" in text_of(await here.replies(incoming("hi")))
    assert "Something went wrong" in text_of(await here.replies(incoming("/help")))


async def test_a_store_that_cannot_be_written_is_told_and_nothing_is_acknowledged(
    chat: MakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await chat()
    message = incoming("hi")

    async def full(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(here.store.deliveries, "accept", full)
        with pytest.raises(StoreError):
            await here.conversation.accept(message)
        assert text_of(await here.replies(message)) == "The disk is full."
    with monkeypatch.context() as broken:
        broken.setattr(here.store.deliveries, "answer", full)
        assert text_of(await here.replies(message)) == "The disk is full."
    assert text_of(await here.replies(message)) == "ask: hi"


# ---- stopped and interrupted ---------------------------------------------------------------


async def endless(turn: Turn, text: str) -> AsyncIterator[Part]:
    turn.record(CourseChosen(course="never"))
    yield Draft(delta="Half an ")
    yield Draft(delta="answer")
    await asyncio.Event().wait()


async def test_a_stopped_answer_is_over_and_what_was_seen_of_it_is_kept(chat: MakeChat) -> None:
    here = await chat(skill_of("ask", endless))
    message = incoming("hi")
    seen: list[Reply] = []
    shown = asyncio.Event()

    async def read() -> None:
        async for reply in here.conversation.handle(message):
            seen.append(reply)
            if len(seen) == 2:
                shown.set()

    reading = asyncio.create_task(read())
    await shown.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert await here.replies(message) == []
    (past,) = await here.store.thread.past(message.conversation, limit=6)
    assert text_of(past.replies) == "Half an answer"
    assert text_of(await here.replies(incoming("/help"))) == "help: "


async def test_an_answer_that_is_cut_off_by_the_end_of_the_program_is_made_again(
    chat: MakeChat,
) -> None:
    here = await chat(skill_of("ask", endless))
    message = incoming("hi")
    async with aclosing(here.conversation.handle(message)) as replies:
        await anext(replies)
        await here.conversation.close()
    next_start = await chat()
    recovered = [pair async for pair in next_start.conversation.recover("test")]
    assert [(each, text_of([reply])) for each, reply in recovered] == [(message, "ask: hi")]


async def test_an_adapter_that_fails_at_a_draft_can_try_again(chat: MakeChat) -> None:
    here = await chat(skill("ask", Draft(delta="a"), "answer"))
    message = incoming("hi")
    async with aclosing(here.conversation.handle(message)) as replies:
        await anext(replies)  # and the adapter fails to show it
    assert text_of(await here.replies(message)) == "answer"


async def test_a_reply_that_was_not_taken_is_sent_again_without_asking_the_skill_again(
    chat: MakeChat,
) -> None:
    asked: list[str] = []

    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        asked.append(text)
        yield Text(markdown="once")

    here = await chat(skill_of("ask", run))
    message = incoming("hi")
    async with aclosing(here.conversation.handle(message)) as replies:
        await anext(replies)  # and the adapter fails to send it
    assert text_of(await here.replies(message)) == "once"
    assert await here.replies(message) == []
    assert asked == ["hi"]


@BOTH
async def test_a_start_takes_up_only_its_own_platform_and_only_once(
    chat: MakeChat, clock: FakeClock
) -> None:
    here = await chat()
    ours, theirs = incoming("1"), incoming("2", person="other:ben")
    await here.conversation.accept(ours)
    await here.conversation.accept(theirs)
    clock.pass_(minutes=10)
    next_start = await chat()
    assert [m async for m, _ in next_start.conversation.recover("test")] == [ours]
    assert [m async for m, _ in next_start.conversation.recover("test")] == []


async def test_a_message_that_brings_the_program_down_is_given_up(
    chat: MakeChat, clock: FakeClock
) -> None:
    message = incoming("poison")
    for _ in range(3):
        here = await chat()
        assert await here.store.deliveries.accept(message)
        await here.store.deliveries.claim(message.delivery_id)
        clock.pass_(minutes=10)
    here = await chat()
    assert "Something went wrong" in text_of(await here.replies(message))
    assert await here.replies(message) == []


# ---- language ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("preferred", "locale", "said", "language"),
    [
        (None, None, "operant", "en"),
        (None, "es-MX", "operant", "es"),
        (None, "fr-CA", "operant", "en"),
        ("es", "en-GB", "operant", "es"),
        ("es", None, "what is the mean of this?", "es"),
        (None, "en", "¿qué es la media?", "es"),
        (None, "en", "/settings language es", "en"),
    ],
)
async def test_the_bot_speaks_the_language_that_they_write(
    chat: MakeChat, preferred: str | None, locale: str | None, said: str, language: str
) -> None:
    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        yield Text(markdown=turn.translator.language)

    here = await chat(skill_of("ask", run), skill_of("settings", run))
    learner = await here.store.learner("test:ana")
    chosen = PreferencesChanged(preferences=Preferences(language=preferred))
    await here.store.append(learner.id, [chosen], at=NOON)
    assert text_of(await here.replies(incoming(said, locale=locale))) == language


async def test_a_short_message_is_answered_in_the_language_of_the_one_before(
    chat: MakeChat,
) -> None:
    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        yield Text(markdown=turn.translator.language)

    here = await chat(skill_of("ask", run))
    await here.replies(incoming("¿qué es la media?"))
    assert text_of(await here.replies(incoming("ok"))) == "es"


# ---- what nobody asked ---------------------------------------------------------------------


def unasked(verb: str, number: int = 1) -> Incoming:
    said = incoming(None, id=f"reminder:{number}", action=Action(name=f"ask.{verb}"))
    return said.model_copy(update={"unasked": True})


async def test_an_unasked_turn_may_have_nothing_to_say_and_never_apologises(
    chat: MakeChat,
) -> None:
    async def silent(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
        none: tuple[Part, ...] = ()
        for part in none:
            yield part

    async def broken(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
        yield Text(markdown="half")
        raise ZeroDivisionError

    ask = skill_of("ask", skill("ask").run, act={"silent": silent, "broken": broken})
    here = await chat(ask)
    assert await here.replies(unasked("silent")) == [Reply(parts=())]
    assert await here.replies(unasked("gone", 2)) == [Reply(parts=())]
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            await here.replies(unasked("broken", 3))
    assert await here.replies(unasked("broken", 3)) == [Reply(parts=())]


async def test_an_unasked_turn_leaves_the_open_question_open_and_is_nobodys_words(
    chat: MakeChat,
) -> None:
    seen: list[Turn] = []

    async def opens(turn: Turn, text: str) -> AsyncIterator[Part]:
        seen.append(turn)
        turn.state["pending"] = "ask"
        yield Text(markdown="question")

    async def reminds(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
        yield Text(markdown="reminder")

    here = await chat(skill_of("ask", opens, act={"remind": reminds}))
    await here.replies(incoming("hi"))
    assert text_of(await here.replies(unasked("remind"))) == "reminder"
    assert await here.store.deliveries.left_open("test") == []
    state = await here.store.thread.state("test:ana|dm", "test:ana", private=True)
    assert state == {"pending": "ask"}
    await here.replies(incoming("and now"))
    assert [(each.said, each.answered) for each in seen[-1].history] == [
        ("hi", "question"),
        ("", "reminder"),
    ]


async def test_what_waits_in_line_can_be_withdrawn(chat: MakeChat) -> None:
    first, begun = asyncio.Event(), asyncio.Event()

    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        begun.set()
        await first.wait()
        yield Text(markdown=text)

    here = await chat(Skill(name="ask", summary="", usage="", run=answer))
    one, two, three = (incoming(text) for text in ("one", "two", "three"))
    running = asyncio.create_task(here.replies(one))
    await begun.wait()
    for each in (two, three):
        assert await here.conversation.accept(each)
    waiting = asyncio.create_task(here.replies(three))
    assert await here.conversation.withdraw(two.delivery_id)
    assert not await here.conversation.withdraw(one.delivery_id)  # it is being answered
    assert not await here.conversation.withdraw("never heard of")
    waiting.cancel()  # stopped before it began: dropped just the same
    await asyncio.wait([waiting])
    first.set()
    assert len(await running) == 1
    assert await here.replies(two) == []
    assert [reply async for _, reply in here.conversation.recover("test")] == []
