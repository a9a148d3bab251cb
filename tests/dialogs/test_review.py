"""Review: what is due, how a card goes, and that nobody is held by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.learner.events import AttemptMade, HintGiven, QuestionAsked, Reviewed
from bot.messages import Action, Buttons, File, Place
from knowledge.course import Course, NumericItem, Section, Unit
from tests.bot.test_anki import notes
from tests.dialogs.courses import ALGEBRA, CLASSICAL, ESTADISTICA, PSYCHOLOGY
from tests.dialogs.runner import Dialog, Said, dialog, no, tap

EXTINCTION = "decrease of a conditioned response once nothing follows"
BELL = CLASSICAL.items[0].question


async def reviews(chat: Dialog) -> list[Reviewed]:
    return [event for event in await chat.events() if isinstance(event, Reviewed)]


def labels(*wanted: str) -> object:
    return lambda said: [label.partition(" ·")[0] for label in said.labels] == list(wanted)


async def test_a_first_review_offers_terms_of_what_was_asked(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("what is extinction?", "6.2"),
                (
                    "what's due?",
                    ["nothing to review yet", "key terms of “6.2 Classical", no("1 of")],
                ),
                # The term they asked about comes before the others of its section.
                ("yes", ["**1 of 2**", "What does *extinction* mean?", no("decrease")]),
                (
                    "when it gets less and less",
                    [
                        "Compare yours with the course",
                        EXTINCTION,
                        "[Tiny Psychology, 6.2",
                        "Good · 4 d",
                    ],
                ),
                ("good", ["It comes back in 4 days", "*classical conditioning*", no("announce")]),
                (tap("Show it"), ["announce another one", no("Compare yours")]),
                (
                    tap("Again · 1 d"),
                    ["comes back tomorrow", "1 of 2 recalled", "Nothing is due until tomorrow"],
                ),
            ]
        )
        assert [(r.section, r.what, r.rating, r.self_rated) for r in await reviews(chat)] == [
            ("classical", "term:extinction", 3, True),
            ("classical", "term:classical conditioning", 1, True),
        ]


async def test_what_is_due_comes_back_turned_round_and_mixed(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        for section in ("6.2", "6.3"):
            await chat.run([(f"review {section}", "1 of 2")])
            await chat.run([("show", ""), ("good", "2 of 2"), ("show", ""), ("good", "2 of 2 rec")])
        chat.clock.pass_(days=2)
        await chat.run([("/review", ["Nothing is due for 2 days", no("1 of")])])
        chat.clock.pass_(days=3)
        said = await chat.say("/review")
        assert "1 of 4" in said.text
        assert "Which key term is this?" in said.text
        shown = []
        for _ in range(4):
            said = await chat.say("show it")
            shown += said.cited
            await chat.say("3")
        assert [label[:3] for label in shown] in (["6.2", "6.3"] * 2, ["6.3", "6.2"] * 2)
        ratings = [(r.rating, r.self_rated) for r in await reviews(chat)]
        assert ratings == [(3, True)] * 8


async def test_a_name_that_is_typed_right_needs_no_rating(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [("review 6.2", "classical cond"), ("show", ""), ("again", "2 of 2"), ("stop", "")]
        )
        chat.clock.pass_(days=1)
        await chat.run(
            [
                ("review", ["Which key term is this?", "announce another one", no("classical")]),
                ("Classical Conditioning!", ["Yes, *classical conditioning*", "1 of 1 recalled"]),
            ]
        )
        assert [(r.rating, r.self_rated) for r in await reviews(chat)] == [(1, True), (3, False)]


async def test_items_that_were_tried_come_back_and_keep_their_answer(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([(BELL, "6.2"), ("a", "Not this time"), ("stop", "leave it")])
        await chat.run(
            [("/review", ["until tomorrow", "key terms of “6.2"]), ("no thanks", "waits for")]
        )
        chat.clock.pass_(days=1)
        await chat.run(
            [
                ("/review", ["1 of 1", "What kind of stimulus", "a neutral stimulus"]),
                (tap("Hint"), ["It's down to two", labels("a conditioned stimulus", "a neutral stimulus", "an unconditioned stimulus", "a conditioned response", "Stop")]),
                (
                    tap("a conditioned stimulus"),
                    ["Not this time. It becomes one by training.", "tomorrow", no("did nothing yet"), "0 of 1"],
                ),
            ]
        )  # fmt: skip
        chat.clock.pass_(days=1)
        await chat.run(
            [
                ("/review", "1 of 1"),
                ("b", ["Yes, that's it. It did nothing yet", "It comes back"]),
            ]
        )
        events = await chat.events()
        tries = [(e.credit, e.hints) for e in events if isinstance(e, AttemptMade)]
        assert tries == [(0.0, 1), (0.0, 1), (1.0, 0)]
        assert [e.level for e in events if isinstance(e, HintGiven)] == [0, 1, 1]
        assert not await reviews(chat)


async def test_a_number_is_typed_and_marked(tmp_path: Path) -> None:
    sums = Section(
        id="sums",
        title="Sums",
        items=(NumericItem(id="n", question="What is 3 - 1?", answer="2"),),
    )
    course = Course(id="sums", title="Sums", units=(Unit(id="u", title="U", sections=(sums,)),))
    async with dialog(tmp_path, course) as chat:
        await chat.run(
            [
                (Action(name="ask.practise", args={"section": "sums"}), "What is 3"),
                ("5", "Not this time"),
            ]
        )
        chat.clock.pass_(days=1)
        said = await chat.say("/review")
        buttons = [part for part in said.parts if isinstance(part, Buttons)]
        assert [part.beside_answer for part in buttons] == [True]
        await chat.run(
            [
                ("hint", ["no hint for this one", "Stop"]),
                ("2", ["Yes, that's it.", "1 of 1 recalled"]),
            ]
        )


async def test_nobody_is_held_by_a_card(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("review 6.2", "What does *classical conditioning* mean?"),
                ("what is punishment?", ["decreases a behavior", "6.3", "Back to the review"]),
                ("why?", no("Compare yours")),
                ("/help", "/review"),
                ("/review", "1 of 2"),
                ("thanks", ["Back to the review", no("Compare yours")]),
                (tap("Back to the review"), "What does *classical conditioning* mean?"),
                ("show me", "announce another one"),
                ("how did skinner train his rats?", ["lever", "Back to the review"]),
                (tap("Back to the review"), ["announce another one", "How well did you know it?"]),
                ("hard", ["comes back in", "2 of 2"]),
                ("stop", ["we stop here", "1 card done"]),
                ("what is punishment?", ["6.3", no("Back to the review")]),
            ]
        )
        assert len(await reviews(chat)) == 1


async def test_stop_is_heard_after_a_question_and_not_for_ever(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("review 6.2", "1 of 2"),
                ("what is punishment?", "Back to the review"),
                ("stop", "What's due waits for you"),
                ("review 6.2", "1 of 2"),
                ("what is punishment?", "Back to the review"),
                ("and why is that?", [no("Back to the review"), no("Compare yours")]),
                ("good", [no("comes back")]),
                ("/review", "1 of 2"),
                ("idk", "How well"),
                ("no idea", ["comes back tomorrow", "2 of 2"]),
            ]
        )
        assert [r.rating for r in await reviews(chat)] == [1]


async def test_skipping_counts_for_nothing(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("review 6.2", "1 of 2"),
                ("skip", "2 of 2"),
                ("next", ["That's the round.", no("recalled")]),
            ]
        )
        assert not await reviews(chat)


async def test_old_buttons_do_nothing(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("review 6.2", "1 of 2"), (tap("Show it"), "How well")])
        old = list(chat.screen)
        await chat.say(tap("Good · 4 d"))
        chat.screen = old
        await chat.run([(tap("Good · 4 d"), ["card is done", "/review"])])
        assert len(await reviews(chat)) == 1


async def test_a_round_of_yesterday_is_not_taken_up(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("review 6.2", ""), ("show", ""), ("again", "2 of 2")])
        chat.clock.pass_(days=1)
        await chat.run([("what's due?", ["1 of 1", "Which key term"])])


async def test_a_term_that_the_course_lost_is_passed_over(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("review 6.2", "1 of 2"), ("show", ""), ("good", "2 of 2")])
        left = CLASSICAL.model_copy(update={"terms": (), "items": ()})
        units = (PSYCHOLOGY.units[1].model_copy(update={"sections": (left,)}),)
        chat.lamp.library._courses["psych"] = PSYCHOLOGY.model_copy(update={"units": units})  # type: ignore[attr-defined]
        await chat.run([("good", ["That's the round", no("went wrong")])])
        chat.clock.pass_(days=30)
        await chat.run([("/review", ["nothing to review yet", no("1 of")])])
        chat.lamp.library._courses["psych"] = PSYCHOLOGY  # type: ignore[attr-defined]
        await chat.run([("/review", ["1 of 1", "announce another one"])])


async def test_more_than_a_round_is_offered_again(tmp_path: Path) -> None:
    terms = tuple(
        CLASSICAL.terms[0].model_copy(update={"name": f"term {name}"}) for name in "abcdefg"
    )
    section = CLASSICAL.model_copy(update={"terms": terms, "items": ()})
    course = Course(id="c", title="C", units=(Unit(id="u", title="U", sections=(section,)),))
    async with dialog(tmp_path, course) as chat:
        await chat.run([("/review", "key terms of “6.2"), (tap("Add them"), "1 of 5")])
        for _ in range(5):
            await chat.run([("show", ""), ("again", "")])
        await chat.run(
            [("yes", "1 of 2"), ("show", ""), ("again", ""), ("show", ""), ("again", "0 of 2")]
        )
        chat.clock.pass_(days=1)
        await chat.run([("/review", "1 of 5")])
        for _ in range(4):
            await chat.run([("show", ""), ("good", "")])
        await chat.run([("show", ""), ("good", "2 more are due"), ("another one", "1 of 2")])


async def test_it_is_private_and_ones_own(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, place=Place(kind="channel", name="general")) as chat:
        await chat.run([("review 6.2", "1 of 2"), ("show", ""), ("good", "")])
        said = await chat.say("stop")
        assert {reply.audience for reply in said.replies} == {"you"}
        chat.clock.pass_(days=5)
        await chat.as_("test:ben").run([("/review", ["nothing to review yet", no("1 of")])])
        await chat.run([("/review", "1 of 1")])


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, ESTADISTICA) as chat:
        await chat.run(
            [
                ("¿qué toca repasar?", ["Todavía no hay nada", "2.5 Medidas"]),
                ("sí", ["**1 de 2**", "¿Qué significa *media*?"]),
                ("no sé", ["suma de los datos", "Otra vez · 1 d"]),
                ("¿qué es la mediana?", "Volver al repaso"),
                ("repaso", "suma de los datos"),
                ("difícil", ["Vuelve en 2 días", "2 de 2"]),
                ("para", "paramos aquí"),
            ]
        )
        assert [r.rating for r in await reviews(chat)] == [2]


async def test_without_a_course(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, ALGEBRA, default_course=None) as chat:
        await chat.run([("/review", ["Choose a course first", "/course"])])
    async with dialog(tmp_path, ALGEBRA) as chat:
        await chat.run([("/review", ["nothing to review yet", no("Want to add")])])


@pytest.mark.parametrize("verb", ["show", "rate", "hint", "answer"])
async def test_buttons_of_the_wrong_kind_of_card(tmp_path: Path, verb: str) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said: Said = await chat.say("review 6.2")
        args = dict(said.options[0].action.args)
        await chat.run(
            [(Action(name=f"review.{verb}", args=args), [re.compile("\\w"), no("wrong")])]
        )


async def test_what_was_asked_is_remembered_across_turns(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("what is punishment?", "6.3"), ("what is extinction?", "6.2")])
        assert sum(isinstance(event, QuestionAsked) for event in await chat.events()) == 2
        # The latest section first; after it, the one before.
        await chat.run([("/review", "key terms of “6.2"), ("yes", "1 of 2")])
        await chat.run([("show", ""), ("easy", ""), ("show", ""), ("easy", "key terms of “6.3")])


async def test_the_review_goes_to_anki(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("export to anki", "nothing in your review yet"),
                ("review 6.2", "1 of 2"),
                ("show", ""),
            ]
        )
        await chat.run([("good", "2 of 2"), (BELL, ""), ("a", "Not this time")])
        said = await chat.say("/review anki")
        assert "1 note" in said.text  # an item that wasn't answered right shows no answer
        await chat.run([("b", "Yes"), ("exportar a Anki", "2 notes")])
        said = await chat.say(Action(name="review.anki"))
        (file,) = (part for part in said.parts if isinstance(part, File))
        assert file.name == "psych.apkg"
        assert sorted(fields[0] for _, _, fields in notes(file.data).values()) == [
            f"<p>{BELL}</p>",
            "<p>classical conditioning</p>",
        ]


async def test_a_section_or_chapter_can_be_named(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run(
            [
                ("/review operant conditioning", ["1 of 2", "negative reinforcement"]),
                ("review chapter 6", ["1 of 4", "classical conditioning"]),
                ("review 99", ["There is no 99 in Tiny Psychology", no("1 of")]),
                ("/review quantum", "1 of 4"),
                ("stop", ""),
                ("review 6.2", "1 of 2"),
                ("skip", ""),
                ("skip", "That's the round."),
            ]
        )
