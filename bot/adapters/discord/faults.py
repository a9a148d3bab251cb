"""Discord's errors as what they mean for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord


class Closed(Exception):
    """This way to the person leads nowhere, now and later: no permission, direct messages shut,
    a token that ran out, a channel that is gone."""


class NotNow(Exception):
    """Discord can't take it now; the answer is kept and sent later."""


@contextmanager
def explained() -> Iterator[None]:
    """Raises `Closed` or `NotNow` in place of discord.py's and aiohttp's errors.

    A request that is simply wrong (400) is raised as it is: it is a bug of ours.
    """
    try:
        yield
    except discord.HTTPException as error:
        if error.status == 429 or error.status >= 500:
            raise NotNow(f"{error.status}") from error
        if error.status in (401, 403, 404):
            raise Closed(f"{error.status} ({error.code})") from error
        raise
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise NotNow(type(error).__name__) from error
    except RuntimeError as error:
        if "closed" not in str(error):
            raise
        raise NotNow("the program ends") from error  # aiohttp's word for a session that is closed
