"""A server reads in what its answers need, and ends at once when it is told to."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest

from bot.answering.prepared import graph_of
from bot.app import build
from bot.commands import standing
from bot.settings import Settings
from tests.fakes import FakeLibrary, tiny_course, words_only


@pytest.fixture
def thawed() -> object:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
async def test_courses_are_read_in_and_kept_from_the_collector(tmp_path: Path) -> None:
    library = FakeLibrary(tiny_course())
    retriever = words_only(library, tmp_path)
    settings = Settings(data_dir=tmp_path)
    async with build(settings, library=library, retriever=retriever, model=None) as lamp:
        before = gc.get_freeze_count()
        standing._read_in(lamp, threading.Event())
        assert gc.get_freeze_count() > before
        assert id(library.get("tiny")) in graph_of._kept


async def test_nothing_is_read_in_for_a_server_that_ends(tmp_path: Path) -> None:
    async with standing.standing(Settings(data_dir=tmp_path)) as lamp:
        ended = threading.Event()
        ended.set()
        before = gc.get_freeze_count()
        standing._read_in(lamp, ended)
        assert gc.get_freeze_count() == before
