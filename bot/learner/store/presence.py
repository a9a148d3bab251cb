"""Who is alive: lets a restart take over at once what a killed process had begun.

A lease alone would make a learner wait until it runs out. All processes of a SQLite store are on
one machine, so each holds a lock on a file of its own, which the system lets go when it dies.
On PostgreSQL the lease decides alone.
"""

from __future__ import annotations

import secrets
import time
from pathlib import Path

from filelock import FileLock, Timeout

_OLD = 24 * 3600


class Presence:
    """This process, as the owner of leases."""

    def __init__(self, database_file: Path | None) -> None:
        self.owner = secrets.token_hex(8)
        self._folder = database_file and database_file.with_name(f"{database_file.name}.owners")
        self._lock: FileLock | None = None

    def enter(self) -> None:
        """Raises OSError when the folder can't be written."""
        if self._folder:
            self._folder.mkdir(exist_ok=True)
            self._sweep(self._folder)
            self._lock = FileLock(self._file(self.owner))
            self._lock.acquire(timeout=0)

    def leave(self) -> None:
        if self._lock:
            self._lock.release()
            self._file(self.owner).unlink(missing_ok=True)

    @property
    def can_tell(self) -> bool:
        """False where the dead can only be known by their leases."""
        return self._folder is not None

    def is_dead(self, owner: str) -> bool:
        """True when that process certainly doesn't run any more."""
        if not self._folder or owner == self.owner:
            return False
        file = self._file(owner)
        try:
            with FileLock(file, timeout=0):
                pass
        except (Timeout, OSError):
            return False
        file.unlink(missing_ok=True)
        return True

    def _sweep(self, folder: Path) -> None:
        """Remove what processes left that died long ago; a young file may not be locked yet."""
        for file in folder.iterdir():
            if time.time() - file.stat().st_mtime > _OLD:
                self.is_dead(file.name)

    def _file(self, owner: str) -> Path:
        assert self._folder
        return self._folder / owner
