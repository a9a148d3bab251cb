"""What a class did, as its summary reads it, on both databases."""

from __future__ import annotations

from datetime import timedelta

from bot.learner.class_log import Answer, Deed, GoalStep, Question
from bot.learner.events import (
    AttemptMade,
    CheckedIn,
    Event,
    Grouped,
    HintGiven,
    KeptApart,
    MarkSettled,
    NoteWritten,
    QuestionAsked,
    RoleGranted,
)
from bot.learner.store import Store
from tests.bot.learner.test_linking import link
from tests.fakes import FakeClock


def attempt(**fields: object) -> AttemptMade:
    given = {
        "course": "light", "section": "rays", "item": "r1", "concepts": ("rays", "light"),
        "answer": "tru“e”", "credit": 0.0,
    }  # fmt: skip
    return AttemptMade.model_validate({**given, **fields})


async def test_what_a_class_did(store: Store, clock: FakeClock) -> None:
    ana, ben, eva = [(await store.learner(f"x:{name}")).id for name in ("ana", "ben", "eva")]
    student = RoleGranted(course="light", role="student", by="", way="open")
    teacher = RoleGranted(course="light", role="teacher", by="installer")
    begun = clock()
    rows: list[tuple[str, Event]] = [
        (ana, student),
        (ben, student),
        (eva, teacher),
        (ana, Grouped(course="light", group="Blue", by=eva)),
        (ana, attempt(hints=2, attempt=3, misconception="Mixed up.")),
        (ben, attempt(credit=None)),
        (eva, attempt()),  # a teacher tries things out
        (ana, attempt(course="other")),
        (ana, HintGiven(course="light", section="rays", item="r1", hint="h", level=0)),
        (ben, QuestionAsked(course="light", question="why?", covered=True, sections=("rays", "x"))),
        (ben, QuestionAsked(course="light", question="who won?", covered=False)),
        (ben, CheckedIn(course="light", goal="g1", answer="some")),
        (ana, NoteWritten(text="a private page")),
        (eva, KeptApart(course="light", learners=(ana, ben))),
        (eva, KeptApart(course="light", learners=(eva, ben))),
        (eva, KeptApart(course="light", learners=(ben, eva), apart=False)),
    ]
    await store.classes.append(
        [(who, begun + timedelta(seconds=n), event) for n, (who, event) in enumerate(rows)]
    )
    at = begun.timestamp()
    found = await store.class_log("light")
    assert {m.learner: m.group for m in found.members.values()} == {ana: "Blue", ben: ""}
    concepts = ("rays", "light")
    assert found.answers == [
        Answer(ana, at + 4, "rays", "r1", concepts, 0.0, 2, 3, "tru“e”", "Mixed up."),
        Answer(ben, at + 5, "rays", "r1", concepts, None, 0, 1, "tru“e”", ""),
    ]
    assert found.deeds == [Deed(ana, at + 8, "hint_given", "rays")]
    assert found.questions == [
        Question(ben, at + 9, "why?", True, "rays"),
        Question(ben, at + 10, "who won?", False, ""),
    ]
    assert found.goals == [GoalStep(ben, at + 11, "checked_in", "g1", "some")]
    assert found.apart == [(min(ana, ben), max(ana, ben))]
    assert "private" not in str(found)


async def test_who_was_linked_is_one(store: Store, clock: FakeClock) -> None:
    ana, eva = (await store.learner("x:ana")).id, (await store.learner("x:eva")).id
    phone = (await store.learner("y:ana")).id
    student = RoleGranted(course="light", role="student", by="", way="open")
    await store.append(ana, [student, attempt()], at=clock())
    await store.append(eva, [student, KeptApart(course="light", learners=(phone, eva))], at=clock())
    await store.append(phone, [attempt(credit=1.0)], at=clock())
    await link(store, "x:ana", "y:ana")
    found = await store.class_log("light")
    (one,) = {each.learner for each in found.answers}
    assert [each.credit for each in found.answers] == [0.0, 1.0]
    assert found.apart == [(min(one, eva), max(one, eva))]


async def test_a_corrected_mark_counts(store: Store, clock: FakeClock) -> None:
    ana = (await store.learner("x:ana")).id
    student = RoleGranted(course="light", role="student", by="", way="open")
    await store.append(ana, [student, attempt()], at=clock())
    made = next(e for e in await store.events(ana) if isinstance(e.event, AttemptMade))
    settled = MarkSettled(
        course="light", section="rays", item="r1", attempt=made.id, credit=1.0, changed=True, by="x"
    )
    await store.append(ana, [settled], at=clock())
    assert [each.credit for each in (await store.class_log("light")).answers] == [1.0]
