"""Who watches a file being read: a reader that takes long says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

PAGES: ContextVar[Callable[[int, int], None]] = ContextVar(
    "pages", default=lambda done, total: None
)
"""Told (pages read, pages in all) by whatever reads pages in this context."""
