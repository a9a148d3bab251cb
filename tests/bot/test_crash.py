"""kill -9 at any point of a turn: nothing is lost, and everybody is answered once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.learner.store import Store

ROOT = Path(__file__).parents[2]


def run(folder: Path, point: str, *texts: str) -> tuple[int, list[dict[str, Any]]]:
    """Start the program, say these (the text is the id, too); its exit code and lines."""
    lines = [json.dumps({"id": text, "person": "ana", "text": text}) for text in texts]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bot.crashing", str(folder), point],
        cwd=ROOT,
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode in (0, -signal.SIGKILL), ran.stderr
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()]


def answers(lines: list[dict[str, Any]]) -> list[str]:
    return [line["part"]["markdown"] for line in lines if "part" in line]


@pytest.mark.parametrize(
    ("point", "asked", "said_again"),
    [
        ("skill", ["q", "q"], []),
        ("skill", ["q", "q"], ["q", "q"]),
        ("send", ["q"], ["q"]),
        ("sent", ["q"], []),
    ],
)
async def test_a_killed_program_answers_at_its_next_start(
    tmp_path: Path, point: str, asked: list[str], said_again: list[str]
) -> None:
    code, before = run(tmp_path, point, "q")
    assert code == -signal.SIGKILL
    assert answers(before) == (["answer to q"] if point == "sent" else [])
    code, after = run(tmp_path, "never", "next", *said_again)
    assert code == 0
    # Killed between sending and noting it, it can't know: it sends the stored answer once more.
    assert answers(after) == ["answer to q", "answer to next"]
    assert (tmp_path / "asked").read_text().split() == [*asked, "next"]
    assert sum("duplicate" in line for line in after) == len(said_again)
    store = await Store.open(f"sqlite:///{tmp_path / 'studylamp.db'}")
    learner = await store.learner("jsonl:ana")
    types = [stored.event.type for stored in await store.events(learner.id)]
    await store.close()
    assert types == ["learner_joined", "course_chosen", "role_granted", "course_chosen"]
