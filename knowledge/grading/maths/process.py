"""Maths in a process of its own, which may be killed.

Some questions about a formula take for ever, and a learner's text must never keep a chat waiting or
fill the memory. So computer algebra runs in a child process with a memory limit; what takes too
long is killed, and the next question gets a new process.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, TypeVar

START_SECONDS = 30.0
"""For starting Python and importing SymPy on a busy machine."""
SECONDS = 1.5
"""For one question."""
_MEMORY = 512 * 1024 * 1024
"""What a question may take beyond what the child needs anyway."""
_LONGEST = 20_000
"""Characters of one question; what is longer isn't sent."""

_Answer = TypeVar("_Answer")


class OutOfReach(Exception):
    """No answer: it took too long, needed too much memory, or failed."""


class _Died(Exception):
    """The child is gone."""


class Process:
    """One warm child process, started when it is first needed. Safe to use from several threads,
    which take turns."""

    def __init__(
        self, *, seconds: float = SECONDS, prepare: Callable[[], object] | None = None
    ) -> None:
        """
        Args:
            seconds: for one question.
            prepare: what the child does before the first one; imports what answers need.
        """
        self._seconds = seconds
        self._prepare = prepare or warm_up
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    def start(self) -> None:
        """Start the child; returns while it still warms up."""
        with self._lock:
            if not self._closed:
                self._running()

    def ask(self, function: Callable[..., _Answer], /, *args: Any, **kwargs: Any) -> _Answer:
        """What a module-level function of ours gives for these arguments, computed in the child.

        A child that died is replaced, and the question put once more.

        Raises:
            OutOfReach: there is no answer, or the object is closed.
        """
        if _size((args, kwargs)) > _LONGEST:
            raise OutOfReach("too long")
        with self._lock:
            for _ in range(2):
                if self._closed:
                    raise OutOfReach("closed")
                try:
                    kind, value = self._running().ask((function, args, kwargs), self._seconds)
                except _Died:
                    self._replace()
                    continue
                except TimeoutError as error:
                    self._replace()
                    raise OutOfReach("it took too long") from error
                if kind == "failed":
                    raise OutOfReach(value)
                answer: _Answer = value
                return answer
        raise OutOfReach("it died")

    def close(self) -> None:
        """End the child; later questions are out of reach."""
        with self._lock:
            self._closed = True
            if self._child:
                self._child.kill()
                self._child = None

    def _running(self) -> _Child:
        if self._child is None:
            self._child = _Child(self._prepare)
        return self._child

    def _replace(self) -> None:
        """The new one warms up until the next question comes."""
        if self._child:
            self._child.kill()
        self._child = _Child(self._prepare)


def _size(value: Any) -> int:
    """Characters in it, near enough."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, list | tuple) else 1


class _Child:
    def __init__(self, prepare: Callable[[], object]) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=_serve, args=(theirs, prepare), daemon=True
        )
        self._process.start()
        theirs.close()
        self._ready = False

    def ask(self, question: Any, seconds: float) -> tuple[str, Any]:
        """``answer`` and what it is, or ``failed`` and why. Raises `_Died` and `TimeoutError`."""
        try:
            if not self._ready:
                self._receive(START_SECONDS)
                self._ready = True
            self._ours.send(question)
            kind, value = self._receive(seconds)
        except (EOFError, ConnectionError) as error:
            raise _Died from error
        return kind, value

    def _receive(self, seconds: float) -> Any:
        if not self._ours.poll(seconds):
            raise TimeoutError
        return self._ours.recv()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self._ours.close()


# ---- in the child process --------------------------------------------------------------------


def warm_up() -> None:
    """Import SymPy and pint, and whatever the first question would wait for."""
    from knowledge.grading import units
    from knowledge.grading.maths import polynomials

    polynomials.warm_up()
    units.warm_up()


def _serve(pipe: Connection, prepare: Callable[[], object]) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    prepare()
    _limit_memory()
    with suppress(EOFError, ConnectionError):  # the parent is gone
        pipe.send("ready")
        while True:
            function, args, kwargs = pipe.recv()
            try:
                answer = ("answer", function(*args, **kwargs))
            except Exception as error:  # whatever it is, the parent goes on
                answer = ("failed", repr(error))
            pipe.send(answer)


def _limit_memory() -> None:
    """On top of what is mapped already. Not everywhere can it be set."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + _MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
