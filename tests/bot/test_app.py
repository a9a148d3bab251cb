"""The composition root: what it makes, what can be passed in, and that a start is quick."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.app import build, database_url
from bot.errors import SettingsError
from bot.settings import Settings
from tests.fakes import FakeLibrary, FakeModel, incoming, skill, text_of, tiny_course, words_only

ROOT = Path(__file__).parents[2]


async def test_everything_is_made_from_the_settings(data_dir: Path) -> None:
    async with build(Settings(data_dir=data_dir), library=FakeLibrary(tiny_course())) as lamp:
        assert lamp.model is None
        answers = [reply async for reply in lamp.handle(incoming("/help"))]
        assert "/settings" in text_of(answers)
        assert lamp.retriever.search("conditioning", courses=["tiny"])
    assert (data_dir / "studylamp.db").exists()


async def test_what_is_passed_in_is_used(tmp_path: Path) -> None:
    library, model = FakeLibrary(tiny_course()), FakeModel()
    retriever = words_only(library, tmp_path)
    settings = Settings(data_dir=tmp_path / "data", default_course="tiny")
    async with build(
        settings, library=library, retriever=retriever, model=model, skills=[skill("ask", "mine")]
    ) as lamp:
        assert (lamp.library, lamp.retriever, lamp.model) == (library, retriever, model)
        assert text_of([r async for r in lamp.handle(incoming("hi"))]) == "mine"


async def test_a_chat_can_begin_before_the_index_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import knowledge.embed

    may_open = threading.Event()
    real = knowledge.embed.make_embedder

    def slow(*args: object, **kwargs: object) -> object:
        may_open.wait(10)
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(knowledge.embed, "make_embedder", slow)
    settings = Settings(data_dir=tmp_path)
    async with build(settings, library=FakeLibrary(tiny_course()), skills=[skill("ask")]) as lamp:
        assert text_of([r async for r in lamp.handle(incoming("hi"))]) == "ask: hi"
        may_open.set()
        assert lamp.retriever.search("conditioning", courses=["tiny"])


async def test_wrong_settings_are_named_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        async with build(Settings(data_dir=tmp_path, llm="openai:gpt-6")):
            pass
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        async with build(Settings(data_dir=tmp_path, database_url="mysql://x/y")):
            pass


async def test_the_record_is_kept_in_the_data_folder_whatever_it_is_called(tmp_path: Path) -> None:
    folder = tmp_path / "what? 100% ünï#1"
    settings = Settings(data_dir=folder)
    async with build(settings, library=FakeLibrary(), skills=[skill("ask")]):
        pass
    assert (folder / "studylamp.db").exists()


def test_another_database_is_used_when_one_is_set(tmp_path: Path) -> None:
    elsewhere = "postgresql://u:p@h/d"
    assert database_url(Settings(data_dir=tmp_path, database_url=elsewhere)) == elsewhere


def test_a_start_imports_nothing_heavy() -> None:
    heavy = ("chromadb", "onnxruntime", "openai", "langchain", "bm25s", "alembic", "matplotlib")
    script = f"import sys, bot.app, bot.skills; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
