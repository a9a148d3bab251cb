"""Whatever is sent gets a kind answer, and nothing breaks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.smalltalk import kind_of
from bot.hygiene import LONGEST, REACTIONS, clean, complaint, folded, quoted
from bot.messages import Attachment, Incoming, Text
from tests.bot.conftest import Chat, MakeChat
from tests.fakes import NOON, incoming, text_of


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ("  what is it? \n", "what is it?"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("\u202eevil\u202c \u200bzero\ufeff", "evil zero"),
        ("cafe\u0301", "café"),
        ("می\u200cخواهم 👩\u200d🔬", "می\u200cخواهم 👩\u200d🔬"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_the_rest_stays(sent: str, left: str) -> None:
    assert clean(sent) == left


def test_matching_sees_no_accents_case_or_joiners() -> None:
    assert folded(" ¿QUÉ\u200c  Puedes\u202e hacer? ") == "¿que puedes hacer?"


@pytest.mark.parametrize("sent", ["", "   \n\t ", "\u200b\u202e\ufeff", "\x00"])
def test_empty(sent: str) -> None:
    assert "empty" in str(complaint(sent))


@pytest.mark.parametrize("sent", ["🤔", "???", "…", "👩‍👩‍👧‍👦", "⁉️", "$$"])
def test_signs_only(sent: str) -> None:
    assert "in a few words" in str(complaint(sent))


@pytest.mark.parametrize("sent", [*sorted(REACTIONS), "👍🏽", "❤️ ❤️", "🙏🙏🏿"])
def test_a_reaction_is_small_talk(sent: str) -> None:
    assert complaint(sent) is None
    assert kind_of(clean(sent))


@pytest.mark.parametrize(
    "sent",
    ["\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR", "\ufffd" * 40 + "JFIF", "\x01\x02\x03 abc"],
)
def test_data(sent: str) -> None:
    assert "as data" in str(complaint(sent))


@pytest.mark.parametrize(
    "sent",
    ["x" * LONGEST, "x²", "π?", "مرحبا كيف حالك", "日本語", "a\x00", "\u202eabc", "ok \ufffd", "4"],
)
def test_words_are_not_complained_about(sent: str) -> None:
    assert complaint(sent) is None


def test_too_long_says_how_much_is_read() -> None:
    assert "{length}" in str(complaint("x" * (LONGEST + 1)))


def test_quoting_keeps_to_one_line_and_to_its_own_direction() -> None:
    assert quoted("one\ntwo\x00") == "one two"
    assert quoted("word " * 50) == "word " * 15 + "word…"
    assert quoted("السلام") == "\u2068السلام\u2069"
    assert len(quoted("x" * 500)) <= 81


@pytest.fixture
async def one_chat(chat: MakeChat) -> Chat:
    return await chat()


async def test_a_very_long_message_is_told_the_limit_and_the_chat_goes_on(one_chat: Chat) -> None:
    answer = text_of(await one_chat.replies(incoming("word " * 20_000)))
    assert "100,000 characters" in answer
    assert "up to 8,000" in answer
    assert text_of(await one_chat.replies(incoming("hi"))) == "ask: hi"


async def test_a_file_without_words_is_told_what_to_do(one_chat: Chat) -> None:
    file = Attachment(name="thesis\u202e.pdf", data=b"\x00")
    message = Incoming(delivery_id="f", person="test:ana", files=(file,), text="", at=NOON)
    assert "“thesis.pdf”" in text_of(await one_chat.replies(message))


_PIECES = st.sampled_from(
    [
        "/",
        "/help",
        "/\u202e",
        "\x00",
        "\u202e",
        "{",
        "}",
        "{count}",
        "%s",
        "$x$",
        "🙂",
        "مر",
        "\ud83d",
    ]
)
_ANYTHING = st.text(max_size=60) | st.lists(_PIECES | st.text(max_size=5), max_size=8).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_ANYTHING)
async def test_any_text_at_all_gets_an_answer(one_chat: Chat, text: str) -> None:
    (reply,) = await one_chat.replies(incoming(text))
    (part,) = reply.parts
    assert isinstance(part, Text)
    assert part.markdown
    assert "went wrong" not in part.markdown


@given(text=st.text(max_size=200))
def test_cleaning_is_done_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert folded(folded(text)) == folded(text)
    quoted(text)
    complaint(text)
