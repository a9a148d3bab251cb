"""A database call that has begun is finished, even when nobody waits for it any more.

Cancelling one in its middle (Ctrl-C while an answer is stored) leaves SQLAlchemy's aiosqlite
connection inside its transaction, and with it SQLite's write lock: nothing could be stored again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import ParamSpec, TypeVar

_C = TypeVar("_C", bound=type)
_P = ParamSpec("_P")
_T = TypeVar("_T")


def uncancelled(cls: _C) -> _C:
    """Class decorator: every public coroutine method runs to its end before it is cancelled.

    Asynchronous generators are left as they are: they only read, and hold no write lock.
    """
    for name, member in list(vars(cls).items()):
        if iscoroutinefunction(member) and not name.startswith("_"):
            setattr(cls, name, _to_its_end(member))
    return cls


def _to_its_end(method: Callable[_P, Awaitable[_T]]) -> Callable[_P, Awaitable[_T]]:
    @wraps(method)
    async def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        task = asyncio.ensure_future(method(*args, **kwargs))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task])
            if not task.cancelled():
                task.exception()  # looked at, or asyncio complains that nobody did
            raise

    return run
