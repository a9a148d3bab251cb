"""A roster from whatever file it comes in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from bot.i18n import N_
from bot.rosters.entry import Reading
from bot.rosters.oneroster import READ, read_oneroster
from bot.rosters.plain import read_plain

_LARGEST = 100 * 1024 * 1024
"""Bytes of one file, unpacked."""


def read(data: bytes, wanted: str = "") -> Reading:
    """The people in a CSV file, or in the zip of a OneRoster export.

    Args:
        wanted: which class of an export is meant; see `read_oneroster`.
    """
    if not data.startswith(b"PK"):
        return read_plain(data)
    found = Reading()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {}
            for info in archive.infolist():
                name = info.filename.rpartition("/")[2].lower()
                if name in READ and info.file_size <= _LARGEST:
                    files[name] = archive.read(info)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        found.fault(0, N_("I can't open this zip file"))
        return found
    return read_oneroster(files, wanted)


def read_files(files: Mapping[str, bytes], wanted: str = "") -> Reading:
    """The same from several files: a OneRoster export's, by name, without their folder."""
    if "users.csv" in files or "manifest.csv" in files:
        return read_oneroster(files, wanted)
    found = Reading()
    found.fault(0, N_("one file at a time, unless they are those of a OneRoster export"))
    return found
