"""Quiz: chosen for the learner, one question at a time, and nobody is held by it."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import AttemptMade, ItemOpened, QuizEnded, QuizStarted
from bot.messages import Action, Place
from knowledge.course import Course, Unit
from tests.dialogs.courses import LIGHT, PSYCHOLOGY, right, wrong
from tests.dialogs.runner import Dialog, Said, dialog, no, tap


async def attempts(chat: Dialog) -> list[AttemptMade]:
    return [event for event in await chat.events() if isinstance(event, AttemptMade)]


async def answer(chat: Dialog, said: Said, *, well: bool = True, beside: str = "") -> Said:
    """Answer the question that was asked."""
    return await chat.say((right if well else wrong)(said.text) + beside)


async def test_a_quiz_from_start_to_end(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on rays, 3 questions")
        assert "**1.1 Rays** · 3 questions" in said.text
        assert "the first ones feel the way" in said.text
        assert "**1 of 3**" in said.text
        said = await answer(chat, said)
        assert "The section on rays says so." in said.text
        assert said.cited == ["1.1 Rays"]
        assert "**2 of 3**" in said.text
        said = await answer(chat, said)
        said = await answer(chat, said)
        assert "3 of 3 right" in said.text
        assert "harder ones" in said.text
        assert said.labels == ["Harder ones", "What's next"]
        made = await attempts(chat)
        assert [(a.mode, a.credit, a.hints) for a in made] == [("quiz", 1, 0)] * 3
        assert len({a.item for a in made}) == 3
        events = await chat.events()
        started = next(e for e in events if isinstance(e, QuizStarted))
        ended = next(e for e in events if isinstance(e, QuizEnded))
        assert {a.quiz for a in made} == {started.quiz} == {ended.quiz}
        assert (ended.answered, ended.right, ended.stopped) == (3, 3, False)


async def test_a_wrong_answer_gets_the_why_and_the_same_idea_once_more(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on chapter 1, 2 questions")
        said = await answer(chat, said)
        section = said.cited
        said = await answer(chat, said, well=False)
        assert "It's true." in said.text or "It's false." in said.text
        assert "This one uses the same idea." in said.text
        assert "**3 of 3**" in said.text  # one was added, because the last one went wrong
        last = said.cited
        said = await answer(chat, said, well=False)
        assert said.cited == last
        assert "1 of 3 right" in said.text
        assert "Worth another look: " in said.text
        assert section
        assert any(label.startswith("Read 1.") for label in said.labels)


async def test_not_knowing_is_no_wrong_answer(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await chat.say("quiz me on 6.2, 1 question")
        said = await chat.say("i don't know")
        assert "It's down to two" in said.text  # a hint first
        said = await chat.say("no idea")
        assert "doesn't count against you" in said.text
        assert "a neutral stimulus" in said.text
        (made,) = await attempts(chat)
        assert (made.credit, made.dont_know, made.hints) == (None, True, 1)


async def test_something_else_is_answered_and_the_quiz_waits(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("quiz me on 6.2", "What kind of stimulus"),
                ("what is extinction?", ["conditioned response", "Back to the quiz"]),
                ("and why is that?", [no("Not this time"), "Back to the quiz"]),
                (tap("Back to the quiz"), ["What kind of stimulus", "are left"]),
                ("b", ["Yes, that's it", no("1 of 2")]),
            ]
        )
        assert [a.credit for a in await attempts(chat)] == [1]


async def test_an_answer_is_still_one_after_an_aside(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("quiz me on 6.2, 1 question", "What kind of stimulus"),
                ("what is extinction?", "conditioned response"),
                ("b", "1 of 1 right"),
            ]
        )


async def test_hints_are_counted(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("quiz me on 6.2, 1 question", "What kind of stimulus"),
                (tap("Hint"), "It's down to two"),
                ("hint", "no more hints"),
                (tap("a neutral stimulus"), ["hint was all you needed", "1 with a hint"]),
            ]
        )
        assert [(a.credit, a.hints) for a in await attempts(chat)] == [(1, 1)]


async def test_how_sure_they_are_is_asked_before_the_feedback(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.say("/settings confidence on")
        said = await chat.say("quiz me on rays, 3 questions")
        question = said
        said = await answer(chat, said)
        assert said.labels == ["A guess", "Fairly", "Sure"]
        assert "right" not in said.text.lower()
        assert await attempts(chat) == []
        said = await chat.say(tap("Sure"))
        assert "The section on rays" in said.text
        said = await answer(chat, said, beside=", not sure")  # said along with the answer
        said = await answer(chat, said, beside=" (sure)")
        assert "3 of 3" in said.text
        assert [a.confidence for a in await attempts(chat)] == [0.95, 0.3, 0.95]
        assert question


async def test_a_quiz_is_taken_up_days_later_and_on_another_device(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on chapter 1, 4 questions")
        await answer(chat, said)
        chat.clock.pass_(days=3)
        phone = chat.as_(chat.person, Place(kind="dm", name="phone", thread="t2"))
        said = await phone.say("/quiz")
        assert "3 questions are left." in said.text
        assert "**2 of 4**" in said.text
        said = await answer(phone, said)
        said = await answer(phone, said)
        said = await answer(phone, said)
        assert "4 of 4 right" in said.text
        quizzes = {a.quiz for a in await attempts(chat)}
        assert len(quizzes) == 1
        chat.clock.pass_(days=1)
        said = await chat.say("/quiz")  # it was ended on the phone
        assert "1 of 5" in said.text


async def test_two_devices_at_once_are_one_quiz(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on chapter 1, 3 questions")
        phone = chat.as_(chat.person, Place(kind="dm", name="phone", thread="t2"))
        other = await phone.say("/quiz")
        await answer(phone, other)
        stale = await answer(chat, said)  # the phone was quicker
        assert "2 questions are left." in stale.text
        assert len(await attempts(chat)) == 1
        said = await answer(chat, stale)
        said = await answer(chat, said)
        assert "3 of 3 right" in said.text
        await phone.run([("true", no("Right"))])
        assert len(await attempts(chat)) == 3


async def test_after_two_weeks_a_new_one_begins(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on chapter 1, 4 questions")
        await answer(chat, said)
        chat.clock.pass_(days=15)
        elsewhere = chat.as_(chat.person, Place(kind="dm", name="phone", thread="t2"))
        said = await elsewhere.say("/quiz")
        assert "are left" not in said.text
        assert "1 of 5" in said.text


async def test_stopping_counts_what_was_answered(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on rays")
        await answer(chat, said)
        await chat.run(
            [
                ("stop", ["We stop here: 1 of 1 right", no("nothing more")]),
                ("/quiz stop", "No quiz is running"),
            ]
        )
        ended = [e for e in await chat.events() if isinstance(e, QuizEnded)]
        assert [(e.answered, e.stopped) for e in ended] == [(1, True)]


async def test_without_a_topic_it_asks_or_takes_what_was_worked_on(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me")
        assert "What shall it be about?" in said.text
        assert said.labels == ["1 Rays", "2 Lenses"]
        said = await chat.say(tap("2 Lenses"))
        assert "**2 Lenses** · 4 questions" in said.text  # all there are
        await chat.say("stop")
        said = await chat.say("quiz me")
        assert "2.1 Lenses" in said.text


async def test_what_is_weak_comes_first(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run([("quiz me on what I'm weak at", "Nothing looks weak so far")])
        said = await chat.say("quiz me on mirrors, 3 questions")
        for _ in range(4):
            said = await answer(chat, said, well=False)
        said = await chat.say("quiz me on what I'm weak at")
        assert "1.2 Mirrors" in said.text or "1.1 Rays" in said.text


async def test_a_shaky_prerequisite_comes_along(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on rays, 4 questions")
        for _ in range(5):
            said = await answer(chat, said, well=False)
        chat.clock.pass_(days=2)
        said = await chat.say("quiz me on lenses, 2 questions")
        opened = [e.section for e in await chat.events() if isinstance(e, ItemOpened)]
        assert opened[-1] == "rays"  # lenses build on mirrors, and these on rays


async def test_a_button_of_a_question_that_is_over(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        first = await chat.say("quiz me on rays")
        old = first.options[0].action
        await answer(chat, first)
        await chat.run([(old, "That question is over")])
        assert len(await attempts(chat)) == 1
        await chat.run([(Action(name="quiz.sure", args={"q": "x", "how": "sure"}), "is over")])


async def test_two_answers_at_once_count_the_first(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on rays")
        both = [option.action for option in said.options[:2]]
        await chat.say(both[0])
        await chat.run([(both[1], "That question is over")])
        assert len(await attempts(chat)) == 1


async def test_somebody_elses_quiz_is_not_answered(tmp_path: Path) -> None:
    channel = Place(kind="channel", name="C1")
    async with dialog(tmp_path, LIGHT, place=channel) as chat:
        said = await chat.say("quiz me on rays")
        assert said.replies[-1].audience == "you"
        ben = chat.as_("test:ben")
        await ben.run([(said.options[0].action, "That question is over")])
        assert await attempts(ben) == []


async def test_an_item_that_the_course_lost_is_passed_over(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on rays, 2 questions")
        rays = LIGHT.units[0].sections[0]
        asked = next(item for item in rays.items if item.question in said.text)
        left = rays.model_copy(update={"items": tuple(i for i in rays.items if i is not asked)})
        unit = LIGHT.units[0].model_copy(update={"sections": (left, LIGHT.units[0].sections[1])})
        chat.lamp.library._courses["light"] = LIGHT.model_copy(update={"units": (unit,)})  # type: ignore[attr-defined]
        await chat.run([("true", ["isn't in the course any more", "**1 of 2**"])])
        assert await attempts(chat) == []


async def test_nothing_to_ask(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("quiz me on 2.2", ["no questions on that yet", no("1 of")]),
                ("quiz me on the french revolution", "I don't find “french revolution” in Light"),
            ]
        )


async def test_another_on_the_same(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        said = await chat.say("quiz me on rays, 1 question")
        await answer(chat, said)
        said = await chat.say(tap("Harder ones"))
        assert "1.1 Rays" in said.text
        assert right(said.text)
        for _ in range(8):
            if "Another quiz" in said.labels:
                break
            said = await answer(chat, said, well=False)
        said = await chat.say(tap("Another quiz"))
        assert "1.1 Rays" in said.text
        await chat.say("stop")
        said = await chat.say("give me something harder")
        assert "1 of" in said.text
        begun = [e.difficulty for e in await chat.events() if isinstance(e, QuizStarted)]
        assert begun == ["fitting", "hard", "fitting", "hard"]


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, locale="es") as chat:
        said = await chat.say("hazme un quiz sobre rays de 2 preguntas")
        assert "2 preguntas" in said.text
        said = await answer(chat, said, well=False)
        assert "Es verdadero" in said.text or "Es falso" in said.text


async def test_no_course_and_an_empty_one(tmp_path: Path) -> None:
    empty = Course(id="empty", title="Empty", units=(Unit(id="u", title="U"),))
    async with dialog(tmp_path, empty, LIGHT, default_course=None) as chat:
        await chat.run(
            [
                ("/quiz", "Choose a course first"),
                ("/course empty", "Empty"),
                ("/quiz", "What shall it be"),
            ]
        )
