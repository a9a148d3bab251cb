"""How quickly a whole class is answered on a platform, beside a bot that only echoes.

A class of 300 is active at once: each asks a question and answers a quiz of five, in direct
messages. The unmodified program runs as a process of its own against this project's stand-in for
the platform, which runs in this process, on the same machine. Then the same class talks to the
smallest bot that the platform's library can make, on the same stand-in: what that takes is the
library's and the stand-in's share.

The stand-ins live in tests/platforms: this needs a clone of the repository.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from evals.load.classroom import Classroom, Figures, Room
from evals.searchable import tell
from knowledge.embed import MiniLM
from knowledge.index import Index
from knowledge.library import Library
from knowledge.problems import SourceError

Platform = Literal["slack", "discord"]
_SETTLES = 15.0
"""Seconds that a program has to read in its courses before the class comes."""
_ROOT = Path(__file__).parents[2]
_STANDINS = _ROOT / "tests" / "platforms"


def run(platform: Platform, people: int, rate: float, course: str) -> dict[str, Any]:
    """Seconds to the first visible reaction and to the answer, and how long the loop stood still.

    Args:
        people: how many are in the class.
        rate: messages a second, of all of them together.

    Raises:
        SourceError: the stand-ins aren't here.
    """
    if not (_STANDINS / "echo.py").is_file():
        raise SourceError("The stand-ins are not installed: run this in a clone of the repository.")
    return asyncio.run(_both(platform, people, rate, course))


async def _both(platform: Platform, people: int, rate: float, course: str) -> dict[str, Any]:
    load = round(os.getloadavg()[0], 2)
    found: list[tuple[Figures, dict[str, Any]]] = []
    for program in (_program(platform), [str(_STANDINS / "echo.py"), platform]):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if not found:
                await asyncio.to_thread(_index, folder)
            environment = {"STUDYLAMP_DATA_DIR": name, "STUDYLAMP_COURSE": course}
            async with _room(platform) as room, _running(program, room, environment) as lags:
                classroom = Classroom(room, people=people, rate=rate)
                await classroom.warm_up()
                await asyncio.sleep(_SETTLES)
                lags.unlink()  # what is late while a program starts keeps nobody waiting
                figures = await classroom.learn()
                found.append((figures, json.loads(lags.read_text())))
    (ours, lag), (echo, _) = found
    return {
        "platform": platform,
        "people": people,
        "wanted_per_s": rate,
        "load_average": load,
        **asdict(ours),
        "processor_ms_per_message": round(lag["processor_s"] * 1000 / ours.messages, 1),
        "loop_blocked_max_ms": lag["max_ms"],
        "loop_blocked_over_100ms": lag["over_100ms"],
        "echo": asdict(echo),
        "reaction_ratio": _ratio(ours.reaction_p95_ms, echo.reaction_p95_ms),
        "answer_ratio": _ratio(ours.answer_p95_ms, echo.answer_p95_ms),
    }


def _program(platform: Platform) -> list[str]:
    return [str(Path(sys.executable).with_name("studylamp")), platform]


def _ratio(ours: float, theirs: float) -> float:
    return round(ours / max(theirs, 0.1), 1)


def _index(folder: Path) -> None:
    """What is made once an installation, and not again with every start."""
    index = Index(Library(folder), folder, embedder=MiniLM(), chroma_after=0.0, on_status=tell)
    try:
        index.start()
        index.wait(chroma=True)
    finally:
        index.close()


@asynccontextmanager
async def _running(
    program: Sequence[str], room: Room, environment: Mapping[str, str]
) -> AsyncIterator[Path]:
    """A program that is connected; gives the file that says how late its loop was."""
    lags = Path(environment["STUDYLAMP_DATA_DIR"]) / "lag.json"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(_STANDINS / "loopback.py"),
        *program,
        env={
            **os.environ,
            **room.environment,
            **environment,
            "PYTHONPATH": str(_ROOT),
            "LOOP_LAG_FILE": str(lags),
        },
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await room.connected()
        yield lags
    finally:
        process.kill()
        await process.wait()


def _room(platform: Platform) -> Room:
    if platform == "slack":
        from evals.load.on_slack import SlackRoom

        return SlackRoom()
    from evals.load.on_discord import DiscordRoom

    return DiscordRoom()
