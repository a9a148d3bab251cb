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
from typing import Any

START_SECONDS = 30.0
"""For starting Python and importing SymPy on a busy machine."""
SECONDS = 1.5
"""For one question."""
_MEMORY = 1_000_000_000
_LONGEST = 20_000
"""Characters of one question; what is longer isn't sent."""


class OutOfReach(Exception):
    """No answer: it took too long, needed too much memory, or the process is gone."""


class Process:
    """One warm child process, started when it is first needed. Safe to use from several threads,
    which take turns."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    def ask(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """What a module-level function of ours gives for these arguments, computed in the child.

        Raises:
            OutOfReach: there is no answer, or the object is closed.
        """
        if _size((args, kwargs)) > _LONGEST:
            raise OutOfReach("too long")
        with self._lock:
            if self._closed:
                raise OutOfReach("closed")
            if self._child is None or not self._child.alive:
                self._child = _Child()
            try:
                return self._child.ask(function, args, kwargs, self._seconds)
            except OutOfReach:
                self._child.kill()
                self._child = _Child()  # it warms up until the next question comes
                raise

    def close(self) -> None:
        """End the child; later questions are out of reach."""
        with self._lock:
            self._closed = True
            if self._child:
                self._child.kill()
                self._child = None


def _size(value: Any) -> int:
    """Characters in it, near enough."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, list | tuple) else 1


class _Child:
    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, function: Callable[..., Any], args: Any, kwargs: Any, seconds: float) -> Any:
        try:
            if not self._ready:
                self._receive(START_SECONDS)
                self._ready = True
            self._ours.send((function, args, kwargs))
            kind, value = self._receive(seconds)
        except (EOFError, OSError) as error:  # it died, out of memory for instance
            raise OutOfReach("it died") from error
        if kind == "failed":
            raise OutOfReach(value)
        return value

    def _receive(self, seconds: float) -> Any:
        if not self._ours.poll(seconds):
            raise OutOfReach("it took too long")
        return self._ours.recv()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self._ours.close()


# ---- in the child process --------------------------------------------------------------------


def _serve(pipe: Connection) -> None:
    import signal

    from knowledge.grading.maths import polynomials

    polynomials.warm_up()  # before the memory limit
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send("ready")
    while True:
        try:
            function, args, kwargs = pipe.recv()
        except EOFError:  # the parent is gone
            return
        try:
            pipe.send(("answer", function(*args, **kwargs)))
        except Exception as error:  # whatever it is, the parent goes on
            pipe.send(("failed", repr(error)))
