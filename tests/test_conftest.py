"""The kill switch itself: it must cut what it should and nothing else."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from bot.settings import load
from tests.conftest import NetworkUsed, _tried


def test_the_network_is_cut_and_remembered() -> None:
    with socket.socket() as talk, pytest.raises(NetworkUsed):
        talk.connect(("192.0.2.1", 80))
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("example.org", 443)
    assert len(_tried) == 2
    _tried.clear()  # otherwise this very test would fail, which is the point


def test_loopback_and_unix_sockets_work(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    os.chdir(tmp_path)  # a unix socket's path is at most 108 bytes long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        server.listen()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect("s")


def test_every_test_has_an_installation_of_its_own(data_dir: Path) -> None:
    settings = load()
    assert settings.data_dir == data_dir
    assert not data_dir.exists()
    assert settings.models == ()
