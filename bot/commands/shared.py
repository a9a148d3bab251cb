"""What the commands have in common. Light: it is imported with every `studylamp --help`."""

from __future__ import annotations

import getpass
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.errors import CourseError, StudylampError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from knowledge.library import CourseInfo


def settings() -> Settings:
    """The settings of this installation, with the logs set up as they say."""
    from bot import logs
    from bot.settings import load

    loaded = load()
    logs.configure(loaded)
    return loaded


def demo_file(loaded: Settings) -> Path:
    """Where `studylamp demo` keeps its class."""
    return loaded.data_dir / "demo" / "record.db"


def in_demo(loaded: Settings) -> Settings:
    """The same settings, for the simulated class instead of the real record.

    Raises:
        StudylampError: there is none.
    """
    file = demo_file(loaded)
    if not file.exists():
        raise StudylampError("There is no simulated class yet. Make one: studylamp demo")
    return loaded.model_copy(update={"database_url": f"sqlite:///{file}"})


def user() -> str:
    """The person at this terminal, by the name they log in with."""
    try:
        return getpass.getuser()[:100]
    except (OSError, KeyError):  # a container without a user database
        return "me"


def locale() -> str | None:
    """The terminal's language as a tag (``es-MX``); None when it says nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        tag = os.environ.get(name, "").partition(".")[0].partition("@")[0]
        if tag not in ("", "C", "POSIX"):
            return tag.replace("_", "-")
    return None


def timezone() -> str | None:
    """This machine's IANA zone; None when it has none by that name."""
    import tzlocal

    try:
        return str(tzlocal.get_localzone_name())
    except (LookupError, ValueError, OSError):  # a container without a zone
        return None


def known_course(wanted: str, infos: Sequence[CourseInfo]) -> CourseInfo:
    """The course with this id.

    Raises:
        CourseError: there is none; the text lists those there are.
    """
    for info in infos:
        if info.id == wanted:
            return info
    raise CourseError(f"There is no course “{wanted}”. {courses_listed(infos)}")


def courses_listed(infos: Sequence[CourseInfo]) -> str:
    """The courses there are, as a sentence that goes with an error."""
    if not infos:
        return "There is no course yet: add one with `studylamp ingest PATH`."
    listed = "".join(f"\n  {info.id:24} {info.title}" for info in infos)
    return f"Courses:{listed}"
