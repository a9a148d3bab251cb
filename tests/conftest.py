"""What every test gets without asking: no network but loopback, and an installation of its own."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# A loaded CI machine must not fail a rule for being slow, and CI must fail the same way twice.
hypothesis.settings.register_profile(
    "studylamp", deadline=None, database=None, derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("studylamp")

# ---- no network but loopback -----------------------------------------------------------------

_tried: list[str] = []
"""Connections that were stopped; kept because the code under test may swallow the error."""


class NetworkUsed(OSError):
    """A test tried to reach something that isn't this machine."""


def _is_loopback(host: object) -> bool:
    name = host.decode(errors="replace") if isinstance(host, bytes) else str(host or "")
    if name in ("", "localhost") or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _only_loopback(event: str, args: tuple[object, ...]) -> None:
    # An audit hook sits below every HTTP client, so that none of them has to be patched.
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = args[1]
        if not isinstance(address, tuple):  # a unix socket's path
            return
        host = address[0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = args[0]
    else:
        return
    if not _is_loopback(host):
        _tried.append(f"{event} {host!r}")
        raise NetworkUsed(f"tests may only reach loopback, not {host!r}")


sys.addaudithook(_only_loopback)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fails a test that tried to leave this machine, even when its code hid the error."""
    _tried.clear()
    yield
    stopped = list(_tried)
    _tried.clear()
    if stopped:
        pytest.fail(f"this test tried to use the network: {', '.join(stopped)}")


# ---- an installation of its own --------------------------------------------------------------

_OURS = ("STUDYLAMP_", "OPENAI_", "SLACK_", "DISCORD_", "LANGCHAIN_", "LANGSMITH_", "ANTHROPIC_")
_OTHERS = ("DATABASE_URL", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "LC_ALL")


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder; nothing of the developer's environment, ``.env`` or toml leaks in."""
    for name in os.environ:
        proxy = name.lower().endswith("_proxy")
        if proxy or name in _OTHERS or name.startswith(_OURS):
            monkeypatch.delenv(name)
    folder = tmp_path / "data"
    working = tmp_path / "cwd"
    working.mkdir()
    monkeypatch.chdir(working)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STUDYLAMP_DATA_DIR", str(folder))
    return folder
