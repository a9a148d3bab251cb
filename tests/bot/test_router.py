"""Which skill a text goes to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import pytest

from bot.messages import Action, Part
from bot.router import ActionRoute, Route, Router, UnknownCommand
from bot.skill import Skill, Turn
from bot.skills import SKILLS as REAL
from bot.skills.settings import understood
from tests.fakes import skill


async def more(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    return
    yield


ask = skill("ask", act={"more": more, "more.yet": more})
SKILLS: tuple[Skill, ...] = (
    ask,
    skill("help"),
    skill("course"),
    skill("settings"),
    skill("review"),
    skill("summary"),
)
router = Router(SKILLS)


def routed(text: str, pending: str | None = None) -> tuple[str, str]:
    route = router.text(text, pending=pending)
    assert isinstance(route, Route), route
    return route.skill.name, route.argument


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/ask what is x?", "ask", "what is x?"),
        ("/ask\nline one\nline two", "ask", "line one\nline two"),
        ("/help", "help", ""),
        ("/HELP ask", "help", "ask"),
        ("/course psychology", "course", "psychology"),
        ("/settings language es", "settings", "language es"),
        ("/ayuda", "help", ""),
        ("/start", "help", ""),
        ("/review 6.3", "review", "6.3"),
        ("/repaso", "review", ""),
    ],
)
def test_slash_commands(text: str, name: str, argument: str) -> None:
    assert routed(text) == (name, argument)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("/hlep", "help"), ("/setings x", "settings"), ("/curse", "course"), ("/zzz", "help")],
)
def test_an_unknown_command_suggests_the_nearest(text: str, nearest: str) -> None:
    unknown = router.text(text)
    assert isinstance(unknown, UnknownCommand)
    assert unknown.nearest == nearest


WORDS = {
    "help": [
        "help", "Help!", "help me please", "what can you do?", "So what can you do", "HELP",
        "what can I ask you", "how does this work?", "ayuda", "¿qué puedes hacer?",
        "que puedes hacer", "¿Cómo funciona?", "¿para qué sirves?",
    ],
    "settings": [
        "settings", "change my settings", "change my language to Spanish", "habla español",
        "habla en español por favor", "answer in English", "please answer in english",
        "can you speak Spanish?", "reply to me in Spanish", "switch to Spanish",
        "cambia el idioma a inglés", "respóndeme en inglés", "I'd prefer English",
        "just give me hints", "only hints please", "hints only", "just hints", "give me only hints", "solo dame pistas",
        "explain things first", "explícame primero", "use simpler words", "shorter answers please",
        "my interests are football and music", "mis intereses son el fútbol", "ajustes",
    ],
    "course": [
        "courses", "which courses are there?", "what courses do you have", "list courses",
        "show me all courses", "switch to algebra", "switch me over to Elementary Algebra",
        "change course", "change my course to psychology", "I want to switch to statistics",
        "¿qué cursos hay?", "que cursos tienes", "cambia a álgebra", "quiero cambiar de curso",
        "cambiar al curso de psicología", "which course am I in?", "¿en qué curso estoy?",
    ],
    "review": [
        "review", "Review!", "what's due?", "what is due today", "let's review", "start a review",
        "what should I review today?", "flashcards", "is anything due?", "my review please",
        "repaso", "¿qué toca repasar?", "que toca repasar hoy", "quiero repasar", "mi repaso",
        "¿qué tengo que repasar?", "hacer un repaso", "review 6.3", "repasar 2.5", "review chapter 6",
        "repasar el capítulo 2",
        "export to Anki", "anki", "export my review to anki", "exportar a Anki", "anki deck please",
    ],
    "ask": [
        "review the law of effect", "what is peer review?", "what is due process?",
        "is anything due to chance?", "¿qué es el repaso?", "what is anki?",
        "what is operant conditioning?", "help me with derivatives", "I need help with 4b",
        "what can you do with a standard deviation?", "how does this work in the brain?",
        "how do I write a p-value in English class?", "what language did Chomsky study?",
        "give me a hint", "hints", "pistas", "why is that?", "explain reinforcement", "thanks", "hola",
        "answer", "english", "what is the course of a fever?", "is Spanish a romance language?",
        "¿qué es la media?", "/home/ana/notes", "/ what", "3/4 of what?", "settings of a microscope",
        "switch", "of course", "and why is that?", "¿cómo funciona el condicionamiento?",
        "help ".ljust(3_000, "x"), "please " * 500,
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in WORDS.items() for text in texts]
)
def test_plain_words(name: str, text: str) -> None:
    assert routed(text.strip())[0] == name


@pytest.mark.parametrize("text", ["help me", "settings", "which courses are there?", "cursos"])
def test_words_that_are_the_bare_command(text: str) -> None:
    assert routed(text)[1] == ""


@pytest.mark.parametrize("text", WORDS["settings"])
def test_the_settings_understand_what_is_sent_to_them(text: str) -> None:
    argument = routed(text)[1]
    assert argument == "" or understood(argument)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("habla en español por favor", "es"),
        ("contesta en español", "es"),
        ("answer in English", "en"),
        ("respóndeme en inglés", "en"),
        ("change my language to Spanish", "es"),
    ],
)
def test_the_language_that_is_asked_for_is_the_one_that_is_set(text: str, language: str) -> None:
    name, argument = routed(text)
    assert (name, understood(argument)) == ("settings", {"language": language})


def test_an_open_question_gets_what_is_no_command() -> None:
    assert routed("english", pending="settings") == ("settings", "english")
    assert routed("/ask x", pending="settings") == ("ask", "x")
    assert routed("what can you do?", pending="settings") == ("help", "")
    assert routed("english", pending="gone in this version") == ("ask", "english")


def test_actions_go_by_name() -> None:
    route = router.action(Action(name="ask.more", args={"a": "b"}))
    assert route == ActionRoute(ask, more, {"a": "b"})
    assert router.action(Action(name="ask.more.yet")) == ActionRoute(ask, more, {})
    assert router.action(Action(name="ask.gone")) is None
    assert router.action(Action(name="gone.more")) is None


@pytest.mark.parametrize(
    "text",
    [
        "How is my class doing this week?",
        "how are my students doing",
        "how did period 3 do on chapter 6 since Monday",
        "¿Cómo va mi clase esta semana?",
        "¿Cómo le fue al grupo 3 en el capítulo 6?",
        "class summary",
        "weekly summary please",
        "give me a summary of my class",
        "summarize my class",
        "resumen de mi clase",
        "dame el resumen de la clase",
        "how is Ben doing?",
        "What are Ben's marks?",
        "what did Ben get wrong?",
        "make groups of 4 by shared gap",
        "give me mixed groups of 3",
        "haz grupos de 4",
        "which students need help?",
        "who is falling behind?",
        "¿Qué estudiantes necesitan ayuda?",
        "how did chapter 6 go since Monday?",
        "what are my students struggling with?",
        "¿Qué no entiende mi clase?",
    ],
)
def test_how_a_class_is_doing(text: str) -> None:
    assert routed(text)[0] == "summary"


@pytest.mark.parametrize(
    "text",
    [
        "how do fixed ratio schedules work?",
        "summary of chapter 6",
        "how does the heart do its work",
        "resumen del capítulo 6",
        "what is a class in statistics?",
        "how is osmosis different from diffusion?",
        "what are Pavlov's dogs?",
        "what groups of neurons are there?",
        "who should be treated with lithium?",
        "how did the Stanford prison experiment end?",
        "what is the class of a drug?",
    ],
)
def test_what_is_no_question_about_a_class(text: str) -> None:
    assert routed(text)[0] == "ask"


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("no help on 3.3 until Friday", "rules"),
        ("hints only on chapter 6", "rules"),
        ("exam on 3.3 until Friday", "rules"),
        ("sin ayuda en 3.3 hasta el viernes", "rules"),
        ("I have an exam on Friday", "plan"),
        ("who is done?", "assign"),
        ("remind the rest", "assign"),
        ("¿quién falta?", "assign"),
        ("what's in the queue?", "queue"),
        ("keep Ada and Ben apart", "summary"),
        ("show me the heat map", "summary"),
        ("find me a study partner", "partner"),
        ("busco mi media naranja", "ask"),
        ("why is no help given in the bystander effect?", "ask"),
        ("every Monday 7:30 send me the summary", "schedule"),
        ("send me the class summary every Monday at 7:30", "schedule"),
        ("quiz on chapter 6 on Friday at 9:00 for my class", "schedule"),
        ("send my class a quiz on shaping every Wednesday at 10", "schedule"),
        ("manda a mi clase un cuestionario sobre 6.3 cada lunes a las 9:00", "schedule"),
        ("mándame el resumen cada lunes a las 7:30", "schedule"),
        ("practice 20 minutes on Tuesdays and Thursdays at 18:00", "goal"),
        ("20 minutes every day at 7", "goal"),
        ("estudiar 15 minutos los martes", "goal"),
        ("quiz me on chapter 6", "quiz"),
        ("practice shaping", "ask"),
        ("what do I do on Friday?", "ask"),
    ],
)
def test_what_teachers_and_learners_say(text: str, skill: str) -> None:
    route = Router(REAL).text(text)
    assert isinstance(route, Route)
    assert route.skill.name == skill


def test_who_is_stuck_on_something_is_helped_unless_a_question_is_open() -> None:
    both = Router((ask, skill("hint"), skill("quiz")))
    for text in ("I need help with an exercise", "¿necesito ayuda con este problema?"):
        found, open_ = both.text(text), both.text(text, pending="quiz")
        assert isinstance(found, Route)
        assert isinstance(open_, Route)
        assert (found.skill.name, found.argument) == ("hint", "")
        assert (open_.skill.name, open_.argument) == ("quiz", text)
