"""Logs: one JSON object a line on standard error, with the turn's id, without message text."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

from bot.errors import StudylampError
from bot.settings import Settings

TEXT_KEYS = frozenset({"text", "error_text"})
"""What may hold something a person wrote; dropped unless STUDYLAMP_LOG_TEXT is on."""


def configure(settings: Settings) -> None:
    """Set up our own logs and those of the libraries."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _where,
    ]
    if not settings.log_text:
        shared.append(_without_text)
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # A function, so that a redirected stderr (tests, a terminal's live display) is respected.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    _take_over_stdlib(shared, max(level, logging.WARNING))


class _Handler(logging.Handler):
    """The libraries' logs, on whatever standard error is now."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            print(self.format(record), file=sys.stderr, flush=True)
        except (OSError, ValueError):  # standard error is closed: a log line is not worth a crash
            self.handleError(record)


def _take_over_stdlib(processors: list[Processor], level: int) -> None:
    handler = _Handler(level)  # a library may have made its own logger talkative (bm25s does)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processor=structlog.processors.JSONRenderer(), foreign_pre_chain=processors
        )
    )
    root = logging.getLogger()
    root.handlers = [each for each in root.handlers if not isinstance(each, _Handler)] + [handler]
    root.setLevel(level)


def _without_text(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    for key in TEXT_KEYS & event.keys():
        del event[key]
    return event


def _where(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception as its kind and the lines it passed; its own text may quote a learner."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        event["error"] = type(error).__qualname__
        event["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
        event["error_text"] = str(error)
    if isinstance(error, StudylampError):
        event["reason"] = error.template  # its fields may hold a learner's words, the text can't
    return event
