"""Teachers' files in the store: kept, added once, replaced by name, forgotten; any process sees it."""

from __future__ import annotations

import asyncio

from bot.learner.store import Store
from bot.learner.uploads import Content, Upload
from knowledge.course import Section, Unit
from knowledge.supplement import Supplement, prefix_of
from tests.bot.learner.conftest import Open
from tests.fakes import NOON, FakeClock


def upload(id_: str, name: str = "week3.pdf", batch: str = "b") -> Upload:
    return Upload(id_, batch, "", name, "add this\0", NOON)


def content(name: str = "week3.pdf") -> Content:
    section = Section(id=f"{prefix_of(name)}-a", title="A", text="Words.")
    unit = Unit(id=prefix_of(name), title=name, sections=(section,))
    return Content(supplement=Supplement(file=name, unit=unit))


async def test_offered_then_added(store: Store, open_store: Open) -> None:
    other = (await open_store()).uploads
    await store.uploads.offer([(upload("1"), b"%PDF\0"), (upload("2", "b.md"), b"b")])
    await store.uploads.offer([(upload("1"), b"another time")])  # the turn was run again
    assert [each.name for each in await other.batch("b")] == ["week3.pdf", "b.md"]
    assert await other.data("1") == b"%PDF\0"
    assert await other.version() == 0
    assert not await other.standing()
    assert await other.add("1", "psych", content())
    assert not await store.uploads.add("1", "psych", content())
    assert await store.uploads.version() == 1
    assert await store.uploads.standing() == [("psych", "1")]
    assert await store.uploads.content("1") == content()
    assert await store.uploads.data("1") is None
    (added,) = await store.uploads.in_course("psych")
    assert (added.status, added.course, added.said) == ("added", "psych", "add this\ufffd")


async def test_the_same_name_takes_the_place(store: Store) -> None:
    files = [(upload(str(n), name), b"x") for n, name in enumerate(("A.md", "a.md", "b.md"))]
    await store.uploads.offer(files)
    for file, _ in files:
        await store.uploads.add(file.id, "psych", content(file.name))
    assert [each.id for each in await store.uploads.in_course("psych")] == ["1", "2"]
    assert await store.uploads.content("0") is None
    version = await store.uploads.version()
    await store.uploads.forget(["1"])
    assert await store.uploads.version() > version
    assert await store.uploads.standing() == [("psych", "2")]
    assert [each.id for each in await store.uploads.batch("b")] == ["2"]


async def test_of_two_at_once_one_adds(store: Store, open_store: Open) -> None:
    other = await open_store()
    await store.uploads.offer([(upload("1"), b"x")])
    won = await asyncio.gather(
        store.uploads.add("1", "psych", content()), other.uploads.add("1", "psych", content())
    )
    assert sorted(won) == [False, True]
    assert await store.uploads.standing() == [("psych", "1")]


async def test_what_nobody_decides_about_is_forgotten(store: Store, clock: FakeClock) -> None:
    await store.uploads.offer([(upload("1"), b"x")])
    clock.pass_(days=13)
    await store.uploads.offer([(upload("2", batch="c"), b"y")])
    assert await store.uploads.data("1") == b"x"
    clock.pass_(days=2)
    await store.uploads.offer([])
    assert await store.uploads.data("1") is None
    assert not await store.uploads.batch("b")
