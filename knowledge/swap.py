"""A folder is replaced as a whole: whoever looks sees the old one or the new one.

There is no portable call that exchanges two folders, so the old one is put aside under a known
name (`aside`) for the moment between two renames. A crash in that moment leaves it there, whole;
`standing` finds it, and the next `build_folder` clears up.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def aside(folder: Path) -> Path:
    """Where the old folder stands while the new one takes its place."""
    return folder.with_name(f".{folder.name}.old")


def standing(folder: Path) -> Path:
    """The folder itself, or the old one put aside when a crash left only that."""
    return aside(folder) if not folder.exists() and aside(folder).is_dir() else folder


def clear(folder: Path) -> None:
    """Removes what a crash left beside the folder, never the only copy of it."""
    shutil.rmtree(folder.with_name(f".{folder.name}.new"), ignore_errors=True)
    if folder.exists():
        shutil.rmtree(aside(folder), ignore_errors=True)


@contextmanager
def build_folder(folder: Path) -> Iterator[Path]:
    """Gives an empty folder to fill; when the block ends well it takes ``folder``'s place.

    One builder at a time: callers that may meet hold a lock.
    """
    folder = folder.absolute()
    new = folder.with_name(f".{folder.name}.new")
    if new.exists():  # a crash left it
        shutil.rmtree(new)
    new.mkdir(parents=True)
    try:
        yield new
        _flush(new)
        swap(new, folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def swap(new: Path, folder: Path) -> None:
    """Put ``new`` in the place of ``folder``; what stood there is removed."""
    old = aside(folder)
    if folder.exists():
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Everything in the folder is on the disk before it is given its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
