"""Files that come with a message: their words are part of it, the rest is told plainly."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attached import read
from bot.messages import Attachment, Place
from tests.bot.conftest import MakeChat
from tests.fakes import incoming, text_of
from tests.knowledge.ingest.samples import chapters_pdf

CODE = "def area(r):\n    return 3.14 * r ** 2"


def attached(name: str, data: bytes, kind: str = "application/octet-stream") -> Attachment:
    return Attachment(name=name, media_type=kind, data=data)


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("First I multiplied both sides by 3.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("try.py", CODE.encode(), CODE),
        ("no_suffix", "Así: x = 4".encode(), "Así: x = 4"),
        ("windows.txt", "x = 4".encode("utf-16"), "x = 4"),
        ("bom.txt", b"\xef\xbb\xbfx = 4", "x = 4"),
        ("try.docx", word_file(), "First I multiplied both sides by 3."),
        ("renamed.txt", word_file(), "First I multiplied both sides by 3."),
        ("try.html", b"<html><body><p>x is 4</p></body></html>", "x is 4"),
    ],
)
async def test_words_are_found(name: str, data: bytes, words: str) -> None:
    found = await read([attached(name, data)])
    assert (found.text, found.unread) == (words, ())


async def test_a_pdf_is_read() -> None:
    found = await read([attached("notes.pdf", chapters_pdf(1, 30), "application/pdf")])
    assert len(found.text.split()) > 20
    assert not found.unread


@pytest.mark.parametrize(
    ("name", "data", "kind", "why"),
    [
        ("photo.png", b"", "image/png", "can't see pictures"),
        ("junk.bin", bytes(range(256)) * 4, "application/octet-stream", "can't find any text"),
        ("broken.pdf", b"%PDF-1.7 nothing", "application/pdf", "can't find any text"),
        ("broken.docx", b"PK\x03\x04 nothing", "application/x", "can't find any text"),
        ("empty.txt", b"", "text/plain", "can't find any text"),
    ],
)
async def test_what_holds_no_words_is_named(name: str, data: bytes, kind: str, why: str) -> None:
    found = await read([attached(name, data, kind)])
    assert found.text == ""
    ((template, named),) = found.unread
    assert why in template
    assert named == name


@settings(max_examples=50)
@given(st.text(max_size=20), st.binary(max_size=300))
async def test_no_file_breaks_it(name: str, data: bytes) -> None:
    found = await read([attached(f"{name}.txt", data)])
    assert bool(found.text) != bool(found.unread)


async def test_an_attempt_in_a_file_is_part_of_the_message(chat: MakeChat) -> None:
    here = await chat()
    file = attached("try.py", CODE.encode())
    message = incoming("is this right?").model_copy(update={"files": (file,)})
    replies = [reply async for reply in here.conversation.handle(message)]
    assert text_of(replies) == f"ask: is this right?\n\n{CODE}"


async def test_a_picture_alone_is_told_and_beside_words_it_is_noted(chat: MakeChat) -> None:
    here = await chat()
    picture = attached("photo.png", b"", "image/png")
    alone = incoming("").model_copy(update={"files": (picture,)})
    (reply,) = [reply async for reply in here.conversation.handle(alone)]
    assert "I don't know what is on “photo.png”" in text_of([reply])
    beside = incoming("see photo").model_copy(update={"files": (picture,)})
    (reply,) = [reply async for reply in here.conversation.handle(beside)]
    first, second = text_of([reply]).split("\n")
    assert "photo.png" in first
    assert second == "ask: see photo"


async def test_a_file_that_is_too_long_is_refused_with_its_length(chat: MakeChat) -> None:
    here = await chat()
    long = attached("book.txt", b"word " * 5_000)
    message = incoming("help", place=Place()).model_copy(update={"files": (long,)})
    (reply,) = [reply async for reply in here.conversation.handle(message)]
    assert "I read up to 8,000 at a time" in text_of([reply])
