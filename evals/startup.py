"""How long the program takes to start: `studylamp --help`, and a chat up to its prompt."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

PROMPT = "› "
_PROGRAM = (sys.executable, "-c", "from bot.cli import main; main()")
_PATIENCE = 60.0


def measure(*, course: str | None = None, runs: int = 3) -> dict[str, float]:
    """Seconds, median of ``runs`` warm starts: ``help_s`` and ``prompt_s``.

    Args:
        course: id of the course to open; None: whichever the installation opens with.
    """
    with tempfile.TemporaryDirectory() as folder:
        chat = ["chat", *(["--course", course] if course else [])]
        prompt_s = _typical(lambda: seconds_to_prompt(Path(folder), chat), runs)
    return {"help_s": _typical(_seconds_to_help, runs), "prompt_s": prompt_s}


def _typical(once: Callable[[], float], runs: int) -> float:
    once()  # warms the file cache and makes the data folder
    return round(median(once() for _ in range(runs)), 3)


def _seconds_to_help() -> float:
    start = perf_counter()
    subprocess.run([*_PROGRAM, "--help"], check=True, capture_output=True)  # noqa: S603
    return perf_counter() - start


def seconds_to_prompt(data_dir: Path, arguments: list[str]) -> float:
    """Start a chat in a terminal of its own, wait for its prompt, and leave it by Ctrl-D.

    Raises:
        RuntimeError: it ended, or took a minute, without a prompt; says what it printed.
    """
    terminal, inside = pty.openpty()
    environment = os.environ | {
        "STUDYLAMP_DATA_DIR": str(data_dir),
        "STUDYLAMP_LLM": "offline",
        "TERM": "xterm-256color",
        "PROMPT_TOOLKIT_NO_CPR": "1",  # this terminal doesn't answer where its cursor is
    }
    start = perf_counter()
    program = subprocess.Popen(  # noqa: S603
        [*_PROGRAM, *arguments], stdin=inside, stdout=inside, stderr=inside, env=environment
    )
    os.close(inside)
    try:
        seconds = _seconds_until(PROMPT, terminal, start)
        os.write(terminal, b"\x04")
        for _ in _output(terminal):  # what nobody reads would keep it from ending
            pass
        program.wait(_PATIENCE)
        return seconds
    finally:
        program.kill()
        program.wait()
        os.close(terminal)


def _seconds_until(text: str, terminal: int, start: float) -> float:
    seen = b""
    for data in _output(terminal):
        seen += data
        if text.encode() in seen:
            return perf_counter() - start
    raise RuntimeError(f"no {text!r} from the terminal, but: {seen.decode(errors='replace')}")


def _output(terminal: int) -> Iterator[bytes]:
    """What the program writes, until it closes its side or is silent for a minute."""
    while select.select([terminal], [], [], _PATIENCE)[0]:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # how a pty tells its end
            return
        if not data:
            return
        yield data


if __name__ == "__main__":
    print(measure(course=sys.argv[1] if len(sys.argv) > 1 else None))
