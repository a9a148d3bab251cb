"""Classes in the store, on both databases."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import StoreError
from bot.fingerprint import fingerprint
from bot.learner.events import RoleGranted
from bot.learner.store import Store
from bot.rosters import read
from tests.bot.learner.conftest import Open
from tests.fakes import FakeClock


async def test_names_are_kept_and_a_class_is_listed(store: Store, clock: FakeClock) -> None:
    ana, eva = await store.learner("x:ana"), await store.learner("x:eva")
    student = RoleGranted(course="light", role="student", by="", way="open")
    teacher = RoleGranted(course="light", role="teacher", by="installer")
    await store.classes.append([(ana.id, clock(), student), (eva.id, clock(), teacher)])
    await store.classes.call(ana.id, "Ana")
    await store.classes.call(ana.id, "Ana B.")
    found = await store.classes.people("light")
    assert [(m.name, m.role) for m in found.members] == [("", "teacher"), ("Ana B.", "student")]
    assert (await store.learner("x:ana")).name == "Ana B."
    assert (await store.learner("x:eva")).may("light", "admit")
    assert not (await store.classes.people("other")).members


async def test_a_role_is_read_by_every_process(open_store: Open, clock: FakeClock) -> None:
    one, other = await open_store(), await open_store()
    ana = await one.learner("x:ana")
    grant = RoleGranted(course="light", role="assistant", by="installer")
    await asyncio.gather(one.append(ana.id, [grant], at=clock()), other.classes.call(ana.id, "Ana"))
    found = await other.learner("x:ana")
    assert found.roles == {"light": "assistant"} and found.teaches == {"light"}


CSV = b"name,email,id,role,group\nAna,ana@x.es,,,A\nBen,,x:ben,,B\nEva,eva@x.es,,teacher,\n"


async def test_a_roster_is_taken_in_and_changed(store: Store, clock: FakeClock) -> None:
    ben = await store.learner("x:ben")
    entries = read(CSV).entries
    planned = await store.rosters.compare("light", entries)
    assert planned == await store.rosters.take_in("light", entries, "installer")
    assert (planned.new, planned.changed, planned.same, planned.here) == (3, 0, 0, 1)
    found = await store.classes.people("light")
    assert [(m.name, m.group, m.learner) for m in found.members] == [("Ben", "B", ben.id)]
    assert [(e.name, e.role) for e in found.expected] == [("Ana", "student"), ("Eva", "teacher")]
    # Once more with changes: who is here gets them at once, nobody comes twice or is lost.
    clock.pass_(minutes=1)
    changed = read(CSV.replace(b"B\n", b"C\n").replace(b"Eva", b"Eva Ruiz") + b"New,n@x.es,,,\n")
    done = await store.rosters.take_in("light", changed.entries, "installer")
    assert (done.new, done.changed, done.same, done.here) == (1, 2, 1, 1)
    found = await store.classes.people("light")
    assert [(m.name, m.group) for m in found.members] == [("Ben", "C")]
    assert [e.name for e in found.expected] == ["Ana", "Eva Ruiz", "New"]
    assert not (await store.classes.people("other")).expected


async def test_arriving_once(open_store: Open) -> None:
    one, other = await open_store(), await open_store()
    await one.rosters.take_in("light", read(CSV).entries, "installer")
    ana, prints = await one.learner("x:1"), [fingerprint("ana@x.es")]
    assert await one.classes.is_expected(prints)
    came = await asyncio.gather(
        one.classes.arrive(ana.id, prints), other.classes.arrive(ana.id, prints)
    )
    assert sorted(len(events) for events in came) == [0, 3]  # role, course, group
    assert not await one.classes.is_expected(prints)
    again = await other.learner("x:1")
    assert (again.name, again.on_roster, again.course) == ("Ana", True, "light")
    await other.classes.call(ana.id, "~ana~")
    assert (await one.learner("x:1")).name == "Ana"


async def test_nobody_is_left_in_a_roster_that_fails_midway(store: Store) -> None:
    entries = [*read(CSV).entries, *read(CSV).entries]  # the same key twice breaks the transaction
    with pytest.raises(StoreError):
        await store.rosters.take_in("light", entries, "installer")
    assert not (await store.classes.people("light")).expected
