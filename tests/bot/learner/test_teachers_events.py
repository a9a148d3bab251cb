"""What teachers say in the store: notes of a course, answers, work, settings; of any process."""

from __future__ import annotations

from bot.learner.class_settings import class_settings
from bot.learner.events import (
    ClassSettingChanged,
    DraftReviewed,
    QuestionAnswered,
    QuestionPassedOn,
    WorkAssigned,
    WorkReminded,
)
from bot.learner.questions import EVENTS, open_questions
from bot.learner.store import Store
from bot.learner.work import TEACHERS, standing
from bot.material import Indexing, Material
from knowledge.supplement import note
from tests.bot.learner.conftest import Open
from tests.fakes import NOON, FakeClock, FakeLibrary, tiny_course


class Nothing:
    """Searches nothing."""

    def changed(self, course_id: str) -> None: ...

    def renew(self, course_id: str) -> None: ...

    def wait(self, timeout: float) -> bool:
        return True

    def progress(self, course_id: str) -> tuple[int, int]:
        return 0, 0


def material(store: Store, clock: FakeClock) -> tuple[Material, FakeLibrary]:
    library, indexing = FakeLibrary(tiny_course()), Nothing()

    def searching() -> Indexing:
        return indexing

    return Material(store.uploads, library, searching, clock), library


async def test_notes_stand_in_one_unit_and_the_same_title_once(
    store: Store, open_store: Open, clock: FakeClock
) -> None:
    ours, _ = material(store, clock)
    for name, text in (("A", "one"), ("B", "two"), ("a", "three")):
        await ours.note(tiny_course(), note(name, "From your teacher", text))
        clock.pass_(minutes=1)
    theirs, library = material(await open_store(), clock)
    await theirs.refresh()
    course = library.get("tiny")
    assert [section.text for section in course.units[-1].sections] == ["two", "three"]
    assert [unit.title for unit in course.units].count("From your teacher") == 1


async def test_everything_comes_back_as_it_was_said(store: Store, open_store: Open) -> None:
    ana, eva = await store.learner("test:ana"), await store.learner("test:eva")
    asked = QuestionPassedOn(course="tiny", question="¿Por qué?", anonymous=True)
    await store.append(ana.id, [asked], at=NOON)
    work = WorkAssigned(id="w", course="tiny", what="quiz", sections=("classical",), at=NOON)
    said = [
        QuestionAnswered(id="a", course="other", keys=("k",), question="?", answer="."),
        work,
        WorkReminded(id="w", course="tiny", at=NOON),
        DraftReviewed(
            course="tiny", section="classical", kind="item", item="x", verdict="rejected"
        ),
        ClassSettingChanged(
            course="tiny", name="pause", value={"until": NOON.isoformat(), "by": eva.id}, by=eva.id
        ),
    ]
    await store.append(eva.id, said, at=NOON)
    other = await open_store()
    assert [each.event for each in await other.events(eva.id)] == said
    found = await other.in_course("tiny", EVENTS)
    [entry] = open_questions(found, lambda texts: list(range(len(texts))))
    assert (entry.question, entry.nameless) == ("¿Por qué?", {ana.id})
    orders = [event for type_ in TEACHERS for event in await other.orders("tiny", type_)]
    [given] = standing(orders, "tiny")
    assert (given.event, given.reminders) == (work, (NOON,))
    settings = class_settings(await other.orders("tiny", "class_setting_changed"), "tiny")
    assert settings.pause
    assert settings.pause.until == NOON
