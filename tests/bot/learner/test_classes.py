"""Classes in the store, on both databases."""

from __future__ import annotations

import asyncio

from bot.learner.events import RoleGranted
from bot.learner.store import Store
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
