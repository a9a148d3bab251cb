"""Saves pictures and files that an answer brings."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path


def save(folder: Path, name: str, data: bytes) -> Path:
    """Write ``data`` into ``folder`` and return its path.

    The name is only a wish: it can't leave the folder, and an earlier file is never overwritten.

    Raises:
        OSError: it can't be written.
    """
    safe = re.sub(r"[^\w. -]", "_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")[:100]
    path = folder / (safe or "file")
    folder.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_bytes() != data:
        path = path.with_stem(f"{path.stem}-{hashlib.sha256(data).hexdigest()[:8]}")
    path.write_bytes(data)
    return path
