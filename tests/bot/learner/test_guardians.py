"""Guardians in the store: addresses that can be written to, keys that open once they should."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.guardians.mail import Letter, compose
from bot.learner.guardians import address_of, found_address, hashed
from bot.learner.store import Store
from bot.learner.store.tables import guardian_keys, guardians
from tests.bot.learner.conftest import Open
from tests.bot.learner.test_linking import DISCORD, SLACK, link
from tests.fakes import NOON, FakeClock


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mum@example.org", "mum@example.org"),
        ("Mum@EXAMPLE.org", "Mum@example.org"),
        ("mamá@ñandú.example", "mamá@xn--and-6ma2c.example"),
        ("o'neil+x@sub.example.org", "o'neil+x@sub.example.org"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "@", "mum", "mum@", "@x.org", "mum@x", "mum@1.2.3.4", "a@b@c.org", "mum@-x.org",
        "mum@x..org", ".mum@x.org", "mu..m@x.org", "mum@x.org\nBcc: all@x.org", "mum\r\n@x.org",
        "mum@x.org,dad@x.org", "mum <mum@x.org>", "mum@" + "x" * 64 + ".org", "m" * 65 + "@x.org",
        "mum@[127.0.0.1]", "mum\0@x.org", "mum\u2028x@x.org", "mum@x.org;dad@x.org",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert address_of(text) is None


@given(st.text(max_size=40), st.text(max_size=20), st.text("abc.-é", max_size=10))
def test_no_header_can_be_made_of_an_address(local: str, student: str, domain: str) -> None:
    address = address_of(f"{local}@{domain}.org")
    if address is None:
        return
    message = compose(
        Letter(f"**{student}'s week**\n{student}", "en", "."),
        to=address,
        sender="lamp@school.example",
        sender_name="Studylamp",
        key="k",
        now=NOON,
    )
    head = message.as_bytes().split(b"\r\n\r\n")[0].decode("utf-8")
    names = {line.partition(":")[0] for line in head.split("\r\n") if line[:1] not in (" ", "\t")}
    assert names == {
        "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type",
    }  # fmt: skip
    assert len(message["To"].addresses) == 1


def test_an_address_in_a_sentence() -> None:
    assert found_address("send it to mum@example.org, please") == "mum@example.org"
    assert found_address("(mum@example.org).") == "mum@example.org"
    assert found_address("my mum") is None


async def test_a_guardian_comes_and_goes(store: Store, clock: FakeClock) -> None:
    ana = (await store.learner(SLACK)).id
    id_ = await store.guardians.add(ana, "mum@example.org", "Ana")
    assert await store.guardians.add(ana, "mum@example.org", "Ana") == id_
    stop = await store.guardians.mint(ana, id_, "stop")
    found = await store.guardians.open(stop)
    assert found and (found.purpose, found.guardian, found.learner_id) == ("stop", id_, ana)
    assert [each.id for each in await store.guardians.at("mum@example.org")] == [id_]
    await store.guardians.forget(id_)
    guardian = await store.guardians.get(id_)
    assert guardian and guardian.address == guardian.student == ""
    assert await store.guardians.open(stop) is None
    assert not await store.guardians.has_refused("mum@example.org")
    again = await store.guardians.add(ana, "mum@example.org", "Ana")
    assert again != id_
    await store.guardians.forget(again, refused=True)
    assert await store.guardians.has_refused("MUM@example.org")


async def test_no_secret_is_kept(store: Store) -> None:
    ana = (await store.learner(SLACK)).id
    id_ = await store.guardians.add(ana, "", "Ana")
    secrets = [
        await store.guardians.mint(ana, id_, "page"),
        await store.guardians.mint(ana, id_, "confirm", code=True),
    ]
    async with store._database.read() as connection:
        rows = [str(row) for row in await connection.execute(select(guardian_keys))]
    assert len(rows) == 2
    for secret in secrets:
        assert not any(secret in row for row in rows)
        assert any(hashed(secret) in row for row in rows)


async def test_keys_run_out_and_are_somebodys(store: Store, clock: FakeClock) -> None:
    ana, ben = (await store.learner(SLACK)).id, (await store.learner("test:ben")).id
    id_ = await store.guardians.add(ana, "mum@example.org", "Ana")
    code = await store.guardians.mint(ana, id_, "confirm", code=True)
    assert await store.guardians.open(code, ben) is None
    assert await store.guardians.open(code, ana) is not None
    clock.pass_(days=14)
    assert await store.guardians.open(code, ana) is None
    page = await store.guardians.mint(ana, id_, "page")
    await store.guardians.revoke(id_, "page")
    assert await store.guardians.open(page) is None


async def test_who_never_answered_is_forgotten(store: Store, clock: FakeClock) -> None:
    ana = (await store.learner(SLACK)).id
    mum = await store.guardians.add(ana, "mum@example.org", "Ana")
    dad = await store.guardians.add(ana, "dad@example.org", "Ana")
    await store.guardians.mint(ana, mum, "confirm")
    await store.guardians.mint(ana, dad, "stop")
    clock.now += timedelta(days=31)
    await store.guardians.mint(ana, dad, "stop")
    found = await store.guardians.of(ana)
    assert (found[mum].address, found[dad].address) == ("", "dad@example.org")


async def test_linking_takes_guardians_along(store: Store, open_store: Open) -> None:
    await store.learner(SLACK)
    theirs = (await store.learner(DISCORD)).id
    id_ = await store.guardians.add(theirs, "mum@example.org", "Ana")
    stop = await store.guardians.mint(theirs, id_, "stop")
    await link(store)
    one = (await store.learner(SLACK)).id
    assert list(await store.guardians.of(one)) == [id_]
    other = await open_store()
    found = await other.guardians.open(stop, one)
    assert found and found.learner_id == one
    async with other._database.read() as connection:
        rows = (await connection.execute(select(guardians.c.learner_id))).all()
    assert [row.learner_id for row in rows] == [one]
