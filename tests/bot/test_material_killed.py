"""kill -9 while a teacher's file is being read: the next start reads it, once, and reports."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.learner.events import RoleGranted
from bot.learner.store import Store, utc_now
from tests.dialogs.test_material import SLEEP

ROOT = Path(__file__).parents[2]


class Program:
    """tests/bot/uploading.py, until it is killed."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.uploading", str(folder)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip

    def say(self, **message: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"person": "eva", **message}) + "\n")
        self._process.stdin.flush()

    def until(self, kind: str, words: str = "") -> dict[str, Any]:
        """The first part of this kind that holds these words."""
        assert self._process.stdout
        for line in self._process.stdout:
            part: dict[str, Any] = json.loads(line).get("part", {})
            if part.get("type") == kind and words in json.dumps(part, ensure_ascii=False):
                return part
        raise AssertionError(f"it ended without {kind} {words!r}")

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()

    def end(self) -> None:
        self._process.communicate(timeout=30)


async def stored(folder: Path, grant: bool = False) -> list[str]:
    """The names of what is added."""
    store = await Store.open(f"sqlite:///{folder / 'studylamp.db'}")
    try:
        if grant:
            learner = await store.learner("jsonl:eva")
            role = RoleGranted(course="psych", role="teacher", by="installer")
            await store.append(learner.id, [role], at=utc_now())
        return [each.name for each in await store.uploads.in_course("psych")]
    finally:
        await store.close()


@pytest.mark.parametrize("point", ["reading", "making it searchable"])
async def test_killed_while_adding(tmp_path: Path, point: str) -> None:
    await stored(tmp_path, grant=True)
    data = base64.b64encode(SLEEP).decode()
    program = Program(tmp_path)
    program.say(id="1", text="", files=[{"name": "week3.md", "data": data}])
    options = program.until("buttons")["options"]
    program.say(id="2", action=options[0]["action"])
    program.until("status", point)
    program.kill()
    program = Program(tmp_path)
    program.until("text", "**week3.md** is part of Tiny Psychology now")
    program.say(id="3", person="ana", text="what are sleep spindles?")
    program.until("citations", "Sleep (week3.md)")
    program.say(id="2", action=options[0]["action"])  # the platform delivers it again
    program.end()
    assert await stored(tmp_path) == ["week3.md"]
