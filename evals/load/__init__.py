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
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from evals.load.classroom import Classroom, Figures, Room
from knowledge.problems import SourceError

Platform = Literal["slack", "discord"]
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
    program = [str(Path(sys.executable).with_name("studylamp")), platform]
    ours, lag = await _measured(platform, program, people, rate, course)
    echo, _ = await _measured(
        platform, [str(_STANDINS / "echo.py"), platform], people, rate, course
    )
    return {
        "platform": platform,
        "people": people,
        "wanted_per_s": rate,
        "load_average": load,
        **asdict(ours),
        "loop_blocked_max_ms": lag["max_ms"],
        "loop_blocked_over_100ms": lag["over_100ms"],
        "echo": asdict(echo),
        "reaction_ratio": _ratio(ours.reaction_p95_ms, echo.reaction_p95_ms),
        "answer_ratio": _ratio(ours.answer_p95_ms, echo.answer_p95_ms),
    }


def _ratio(ours: float, theirs: float) -> float:
    return round(ours / max(theirs, 0.1), 1)


async def _measured(
    platform: Platform, program: list[str], people: int, rate: float, course: str
) -> tuple[Figures, dict[str, Any]]:
    async with _room(platform) as room:
        with tempfile.TemporaryDirectory() as folder:
            lags = Path(folder) / "lag.json"
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(_STANDINS / "loopback.py"),
                *program,
                env=os.environ
                | room.environment
                | {
                    "PYTHONPATH": str(_ROOT),
                    "STUDYLAMP_DATA_DIR": folder,
                    "STUDYLAMP_COURSE": course,
                    "LOOP_LAG_FILE": str(lags),
                },
                stdout=asyncio.subprocess.DEVNULL,
            )
            try:
                await room.connected()
                classroom = Classroom(room, people=people, rate=rate)
                await classroom.warm_up()
                figures = await classroom.learn()
            finally:
                process.kill()
                await process.wait()
            return figures, json.loads(lags.read_text())


def _room(platform: Platform) -> Room:
    if platform == "slack":
        from evals.load.on_slack import SlackRoom

        return SlackRoom()
    from evals.load.on_discord import DiscordRoom

    return DiscordRoom()
