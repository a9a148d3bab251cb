"""Teachers' files: their names, who asks to add them, and what a cancelled reading leaves."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attached import is_material
from bot.material import safe_name
from bot.messages import Attachment
from bot.uploads import asks_to_add


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("week3.pdf", "week3.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\eva\\week 3.pdf", "week 3.pdf"),
        ("a\0b\n.md", "ab.md"),
        ("..", "file"),
        ("", "file"),
        ("Übung 第3週.docx", "Übung 第3週.docx"),
        (f"{'x' * 300}.pptx", f"{'x' * 95}.pptx"),
    ],
)
def test_names(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@given(st.text(max_size=300))
def test_no_name_leads_anywhere(name: str) -> None:
    safe = safe_name(name)
    assert safe == PurePosixPath(safe).name == PureWindowsPath(safe).name
    assert 0 < len(safe) <= 100
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    "text",
    [
        "add this to the course", "Please add these slides to my course.", "/course add",
        "can you upload week3.pdf to the course", "add these to section 6.3", "add this please",
        "Añade esto al curso", "sube este archivo al curso por favor", "agrega estas a la sección 2",
        "add this to the course\nit is for week 3",
    ],
)  # fmt: skip
def test_asks_to_add(text: str) -> None:
    assert asks_to_add(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "is this right?", "what does this add to the course of the disease?", "add 3 and 4",
        "I added 3 to both sides", "suma 3 a los dos lados", "help me with this",
    ],
)  # fmt: skip
def test_asks_something_else(text: str) -> None:
    assert not asks_to_add(text)


@pytest.mark.parametrize(
    ("name", "kind", "is_one"),
    [
        ("a.PDF", "application/pdf", True),
        ("q.gift", "application/octet-stream", True),
        ("a.py", "text/x-python", False),
        ("a.png", "image/png", False),
        ("a.pdf", "image/png", False),
        ("noname", "text/plain", False),
    ],
)
def test_material(name: str, kind: str, *, is_one: bool) -> None:
    assert is_material(Attachment(name=name, media_type=kind, data=b"x")) is is_one
