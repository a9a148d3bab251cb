"""The child process: killed when it must be, replaced without anybody noticing."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from knowledge.grading.maths.process import OutOfReach, Process


@pytest.fixture
def process() -> Iterator[Process]:
    running = Process(seconds=0.3, prepare=list)
    yield running
    running.close()


def test_answers_come_from_another_process(process: Process) -> None:
    assert process.ask(os.getpid) not in (os.getpid(), None)
    assert process.ask(os.getpid) == process.ask(os.getpid)


def test_a_child_that_was_killed_is_replaced_unnoticed(process: Process) -> None:
    first = process.ask(os.getpid)
    os.kill(first, signal.SIGKILL)
    assert process.ask(os.getpid) != first


def test_what_takes_too_long_is_killed(process: Process) -> None:
    first = process.ask(os.getpid)
    with pytest.raises(OutOfReach):
        process.ask(time.sleep, 60)
    assert process.ask(os.getpid) != first


def test_what_needs_too_much_memory_fails(process: Process) -> None:
    first = process.ask(os.getpid)
    with pytest.raises(OutOfReach, match="MemoryError"):
        process.ask(bytearray, 10_000_000_000)
    assert process.ask(os.getpid) == first


def test_a_question_that_crashes_the_child_is_out_of_reach(process: Process) -> None:
    with pytest.raises(OutOfReach):
        process.ask(os.abort)
    assert process.ask(abs, -1) == 1


def test_a_failure_is_no_crash(process: Process) -> None:
    first = process.ask(os.getpid)
    with pytest.raises(OutOfReach, match="ZeroDivisionError"):
        process.ask(divmod, 1, 0)
    assert process.ask(os.getpid) == first


def test_long_questions_are_not_sent() -> None:
    with pytest.raises(OutOfReach):
        Process().ask(len, "x" * 100_000)


def test_threads_take_turns(process: Process) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(process.ask(abs, -n))) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(8))


def test_nothing_is_started_after_the_end() -> None:
    process = Process()
    process.close()
    process.start()
    with pytest.raises(OutOfReach):
        process.ask(abs, -1)
