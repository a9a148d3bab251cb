"""A teacher sends a file: it is asked what for, added, reported, found, replaced, taken out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.learner.events import RoleGranted
from bot.messages import File
from tests.bad_input.test_ingest_files import BAD
from tests.dialogs.courses import LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, Said, dialog, no, send, tap
from tests.knowledge.ingest.samples import chapters_pdf

SLEEP = b"""# Sleep

Sleep spindles are short bursts of activity that appear in stage two sleep. They are thought to help
the brain move new memories into long-term storage.
"""
QUIZ = b"""$CATEGORY: 6.2

::Bell:: What did Pavlov ring before the food came? {=a bell ~a phone}

::Broken:: Nothing here is right {~no ~neither}
"""
ADD = tap("Add to the course")


async def teaching(chat: Dialog, *courses: str, person: str = "test:eva") -> Dialog:
    eva = chat.as_(person)
    learner = await chat.lamp.store.learner(person)
    granted = [RoleGranted(course=each, role="teacher", by="installer") for each in courses]
    await chat.lamp.store.append(learner.id, granted, at=chat.clock())
    return eva


def cites(section: str) -> Callable[[Said], bool]:
    return lambda said: section in said.cited


async def test_added_found_replaced_and_taken_out(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        ask = "what are sleep spindles?"
        await chat.run([(ask, "That's not in")])
        await eva.run(
            [
                (
                    send(**{"week3.md": SLEEP}),
                    "Add *week3.md* to **Tiny Psychology** as a section for students?",
                ),
                (
                    ADD,
                    [
                        "**week3.md** is part of Tiny Psychology now: 1 section.",
                        "- Sleep (week3.md)",
                        lambda said: (
                            said.status == ["week3.md: reading", "week3.md: making it searchable"]
                        ),
                    ],
                ),
            ]
        )
        await chat.run([(ask, ["short bursts", cites("Sleep (week3.md)")])])
        await eva.run(
            [
                # The same name, however it is written, is the same file.
                (
                    send(**{"Week3.md": SLEEP.replace(b"spindles", b"widgets")}),
                    "*Week3.md* is in **Tiny Psychology** already. Replace it",
                ),
                (tap("Replace it"), "- Sleep (Week3.md)"),
                (
                    "which files are in the course?",
                    lambda said: said.labels == ["Week3.md"],
                ),
            ]
        )
        await chat.run([(ask, no("short bursts")), ("what are sleep widgets?", "short bursts")])
        await chat.run([("/course remove week3.md", "Only a teacher")])
        await eva.run(
            [
                ("remove week 3.md from the course", "Take *Week3.md* out"),
                (tap("Keep it"), "It stays."),
                ("quita Week3.md del curso", "Week3.md"),
            ]
        )
        await eva.run(
            [
                ("/course remove week3.md", "Take *Week3.md* out"),
                (tap("Take it out"), "no longer part"),
            ]
        )
        await chat.run([("what are sleep widgets?", "That's not in")])
        await eva.run([("/course files", "No file was added")])


async def test_questions_go_where_they_belong_and_what_is_wrong_is_named(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await eva.run(
            [
                (send(**{"quiz.gift": QUIZ}), "Add *quiz.gift*"),
                (
                    ADD,
                    [
                        "is part of Tiny Psychology now: 1 exercise.",
                        "1 exercise stands in “6.2 Classical Conditioning”.",
                        "quiz.gift:5: Left out",
                        "Put = before the right one",
                        "send it again",
                    ],
                ),
            ]
        )
        await chat.run([("quiz me on 6.2", "Classical Conditioning")])
        section = chat.lamp.library.get("psych").units[1].sections[0]
        assert section.items[-1].question == "What did Pavlov ring before the food came?"


async def test_the_section_that_is_named_takes_the_questions(tmp_path: Path) -> None:
    quiz = QUIZ.replace(b"$CATEGORY: 6.2", b"")
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teaching(chat, "light")
        said = f"please add these to section {LIGHT.units[1].sections[0].number}"
        await eva.run(
            [
                (send(said, **{"q.gift": quiz}), "Add *q.gift*"),
                (ADD, f"1 exercise stands in “{LIGHT.units[1].sections[0].label}”."),
            ]
        )


async def test_pages_are_cited(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        data = chapters_pdf(count=3, words=400)
        answer = await eva.say(send(**{"script.pdf": data}))
        answer = await eva.say(ADD)
        assert "3 sections" in answer.text
        assert "(script.pdf, p. " in answer.text


async def test_just_read(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await eva.run(
            [
                (send("what is extinction?", **{"mine.txt": b"My dog."}), "Add *mine.txt*"),
                (tap("Just read it now"), ["decrease", cites("6.2 Classical Conditioning")]),
            ]
        )
        assert not await chat.lamp.store.uploads.in_course("psych")
        # Code and pictures are for talking about.
        await eva.run([(send("is this right?", **{"a.py": b"x = 1"}), no("Add"))])


async def test_students_files_are_read_and_students_add_nothing(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await chat.run(
            [
                (send(**{"mine.md": b"what is extinction?"}), "decrease"),
                (send("add this to the course", **{"x.md": SLEEP}), "Only who teaches"),
                ("/course add", "Only who teaches"),
            ]
        )
        await eva.say(send(**{"week3.md": SLEEP}))
        chat.screen = eva.screen  # a button in a channel is there for everybody
        await chat.run([(ADD, "Only who teaches")])
        await chat.run([("what are sleep spindles?", "That's not in")])


async def test_who_teaches_several_courses_says_which(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, LIGHT, default_course=None) as chat:
        eva = await teaching(chat, "psych", "light")
        answer = await eva.say(send("add this to the course", **{"week3.md": SLEEP}))
        assert answer.labels == ["Add to Tiny Psychology", "Add to Light", "Just read it now"]
        await eva.run([(tap("Add to Light"), "part of Light now")])


async def test_a_second_tap_says_the_same_and_an_old_one_that_it_is_gone(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        offered = await eva.say(send(**{"week3.md": SLEEP}))
        first = await eva.say(ADD)
        eva.screen = offered.options
        assert (await eva.say(ADD)).text == first.text
        assert len(await chat.lamp.store.uploads.in_course("psych")) == 1
        offered = await eva.say(send(**{"week4.md": SLEEP}))
        chat.clock.pass_(days=15)
        await eva.say(send(**{"week5.md": SLEEP}))
        eva.screen = offered.options
        await eva.run([(ADD, "I don't have that file any more")])


async def test_many_complaints_come_as_a_file(tmp_path: Path) -> None:
    broken = b"\n".join(b"::Q%d:: Nothing is right {~no ~neither}\n" % n for n in range(9))
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await eva.say(send(**{"quiz.gift": QUIZ + b"\n" + broken}))
        answer = await eva.say(ADD)
        assert "and 5 more, all in the file" in answer.text
        (file,) = [part for part in answer.parts if isinstance(part, File)]
        assert file.data.count(b"Left out") == 10


SAID = {
    "encrypted PDF": "Save it without one",
    "PDF cut to nothing": "is damaged",
    "scanned PDF": "Run text recognition",
    "garbage PDF": "is damaged, or isn't what its name says",
    "zip bomb DOCX": "would unpack to far more",
    "zip bomb PPTX": "would unpack to far more",
    "protected DOCX": "Save it without one",
    "cut DOCX": "is damaged",
    "binary text": "I can't read “x.txt”",
    "empty text": "has no text in it",
    "GIFT without a question": "holds no GIFT question",
    "entity bomb DOCX": "declares XML entities",
    "entity bomb QTI": "declares XML entities",
    "package that leads out": "leads out of the package",
}


async def test_what_can_not_be_used_is_refused_with_what_to_do(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        for kind, reason in SAID.items():
            name, make, _ = BAD[kind]
            make(tmp_path / name)
            answer = await eva.say(send(**{name: (tmp_path / name).read_bytes()}))
            if "Add to the course" in answer.labels:
                answer = await eva.say(ADD)
            assert reason in answer.text, (kind, answer.text)
            assert name in answer.text
        assert not await chat.lamp.store.uploads.in_course("psych")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("old.doc", "save it as one of these"), ("book.epub", "save it as one of these")],
)
async def test_other_formats(tmp_path: Path, name: str, reason: str) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await eva.run([(send(**{name: b"some bytes"}), [name, reason])])


async def test_teachers_are_told_how(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await eva.run(
            [
                ("/help course", "send me a file"),
                ("/course add", "send me a file"),
                ("how can I add my slides to the course?", "send me a file"),
                ("remove nothing.pdf from the course", "no file “nothing.pdf”"),
            ]
        )
        await chat.run([("/help course", no("send me a file"))])


async def test_a_plan_for_what_was_taken_out_is_one_for_the_course_again(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        await eva.run([(send(**{"Sleep.md": SLEEP}), "Add *Sleep.md*"), (ADD, "- Sleep.md")])
        # Nothing practises it: it is said, and not that all of it is done.
        await chat.run([("plan for sleep", ["Sleep.md", "nothing to practise", no("done")])])
        await eva.run([("/course remove sleep.md", "Take"), (tap("Take it out"), "no longer")])
        await chat.run([("/plan", "Your plan for Tiny Psychology")])


async def test_two_hundred_files_at_once(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await teaching(chat, "psych")
        files = {f"notes {n}.md": SLEEP for n in range(200)}
        await eva.run([(send(**files), ["I take 20 files at a time", "Add these 20 files"])])


async def test_another_process_has_it_from_its_next_turn_on(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as here, dialog(tmp_path, PSYCHOLOGY) as there:
        eva = await teaching(here, "psych")
        bob = there.as_("test:bob")
        await bob.run([("what are sleep spindles?", "That's not in")])
        await eva.run([(send(**{"week3.md": SLEEP}), "Add *week3.md*"), (ADD, "is part of")])
        await bob.run([("what are sleep spindles?", ["short bursts", cites("Sleep (week3.md)")])])
        await eva.run([("/course remove week3.md", "Take"), (tap("Take it out"), "no longer")])
        await bob.run([("what are sleep spindles?", "That's not in")])
