"""What a provider's library throws, as one of our errors.

Told apart by shape (an HTTP status, the name of the class), because LangChain passes on whatever
the library of each provider throws. Only facts for logs are kept: the provider's own message can
quote a key or what a learner wrote.
"""

from __future__ import annotations

import math
from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.errors import (
    ModelError,
    ModelMisbehaved,
    ModelRateLimited,
    ModelRefusedKey,
    ModelUnavailable,
)

_REFUSED = {401, 402, 403, 404, 405}
_PASSING = {408, 409, 425}


class TooSlow(ModelUnavailable):
    """Nothing came in time. Trying again at once would make the learner wait as long again."""


def as_model_error(error: Exception) -> ModelError:
    """The error to raise instead; its ``fields`` say ``why`` and, if asked to wait, for how long
    (``retry_after``, seconds)."""
    if isinstance(error, ModelError):
        return error
    for cause in _causes(error):
        if isinstance(cause, ModelError):
            return cause
    status = _status(error)
    return _by_name(error) if status is None else _by_status(error, status)


def _by_status(error: Exception, status: int) -> ModelError:
    why = f"HTTP {status}"
    if status == 429:
        return ModelRateLimited(why=why, retry_after=_retry_after(error))
    if status in _REFUSED:
        return ModelRefusedKey(why=why)
    if status >= 500 or status in _PASSING:
        return ModelUnavailable(why=why, retry_after=_retry_after(error))
    return ModelMisbehaved(why=why)


def _by_name(error: Exception) -> ModelError:
    name = type(error).__name__
    if "Timeout" in name:
        return TooSlow(why="too slow")
    if isinstance(error, OSError) or "Connect" in name or "Protocol" in name:
        return ModelUnavailable(why="no connection")
    if "RateLimit" in name:
        return ModelRateLimited(why="asked to slow down")
    if name == "APIError":  # the provider told of an error in the middle of a stream
        return ModelUnavailable(why="an error of the provider's own")
    return ModelMisbehaved(why=name)


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and cause not in found:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found


def _status(error: Exception) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        for field in ("status_code", "http_status", "code"):
            value = getattr(holder, field, None)
            if isinstance(value, int) and 100 <= value < 600:
                return value
    return None


def _retry_after(error: Exception) -> float | None:
    """Seconds that the provider asks to wait; None when it doesn't, or in a form we don't read."""
    if getattr(error, "code", None) == "insufficient_quota":
        return 600.0  # waiting doesn't help, an unpaid bill does: don't ask again soon
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        if "retry-after-ms" in headers:
            seconds = float(headers["retry-after-ms"]) / 1000
        elif (value := headers.get("retry-after", "")) and "," in value:  # a date
            seconds = (_date(value) - _date(headers.get("date", ""))).total_seconds()
        else:
            seconds = float(value)
    except (TypeError, ValueError):
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _date(value: str) -> datetime:
    return parsedate_to_datetime(value)
