"""The catalogues are complete and say the same; a translator never breaks an answer."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.i18n import SOURCE_LANGUAGE, Translator, languages, placeholders, supported, translator_for
from scripts import i18n

TRANSLATED = [language for language in languages() if language != SOURCE_LANGUAGE]


def test_spanish_is_there() -> None:
    assert "es" in TRANSLATED


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_with_its_placeholders(language: str) -> None:
    assert i18n.problems(language) == [], "run: python -m scripts.i18n update"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_catalogue_keeps_texts_that_are_not_used(language: str) -> None:
    used = {source.one for source in i18n.sources()}
    assert {
        message.id for message in i18n._read(language) if message.id and isinstance(message.id, str)
    } <= used


@pytest.mark.parametrize(
    ("tag", "found"),
    [("es", "es"), ("es-MX", "es"), ("es_419", "es"), ("ES", "es"), ("en-GB", "en"),
     ("fr", None), ("", None), (None, None), ("../../etc", None)],
)  # fmt: skip
def test_a_language_tag_falls_back_to_what_we_speak(tag: str | None, found: str | None) -> None:
    assert supported(tag) == found
    assert translator_for(tag).language == (found or "en")


def test_placeholders_are_filled() -> None:
    english = translator_for("en", strict=True)
    assert english.gettext("I have {n} of {m}", n=1, m="{n}") == "I have 1 of {n}"
    assert english.ngettext("{count} section", "{count} sections", 1) == "1 section"
    assert english.ngettext("{count} section", "{count} sections", 0) == "0 sections"


def test_plural_forms_follow_the_language() -> None:
    spanish = translator_for("es", strict=True)
    assert spanish.ngettext("{count} section", "{count} sections", 1) == "1 sección"
    assert spanish.ngettext("{count} section", "{count} sections", 3) == "3 secciones"
    assert spanish.ngettext("{count} flerb", "{count} flerbs", 3) == "3 flerbs"


def test_a_missing_field_fails_a_test_but_never_an_answer() -> None:
    with pytest.raises(KeyError):
        Translator("en", strict=True).gettext("Hello {name}")
    with pytest.raises(KeyError):
        Translator("en", strict=True).gettext("Hello {name} and {other}", name="x")
    assert Translator("en").gettext("Hello {name} and {other}", name="x") == "Hello x and {other}"


@pytest.mark.parametrize("text", ["$x_{10}^{2}$", "{", "}{", "a {} b", "{0}", "100 %"])
def test_a_text_that_is_no_template_is_left_alone(text: str) -> None:
    assert Translator("en").gettext(text) == text


def test_texts_are_found_wherever_they_are_used() -> None:
    code = """
class StoreError: message = "not ours"
yield turn._("one " "text")
turn.n("one", "many", 3)
raise CourseError("told {x}", x=1)
raise SettingsError("for whoever installs it")
N_("marked"); _(variable); other("not a text")
Skill(name="x", summary="sum", usage="use")
"""
    texts = [
        text for node in ast.walk(ast.parse(code)) for text, _ in i18n._texts(node, i18n._ERRORS)
    ]
    assert sorted(texts) == [
        ["marked"], ["not ours"], ["one", "many"], ["one text"], ["sum"], ["told {x}"], ["use"],
    ]  # fmt: skip


def test_the_marked_texts_of_the_code_are_among_the_sources() -> None:
    found = {source.one for source in i18n.sources()}
    assert "Your message reached me empty. What would you like to work on?" in found
    assert "The language model isn't available right now." in found
    assert "{count} section" in found


def test_what_is_wrong_with_a_catalogue_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    i18n.add("pt")
    assert len(i18n.problems("pt")) == len({source.one for source in i18n.sources()})
    catalog = i18n._read("pt")
    catalog["I don't have a course called “{name}”."].string = "Não tenho «{nome}»."
    i18n._write("pt", catalog)
    (wrong,) = [each for each in i18n.problems("pt") if "placeholders" in each]
    assert "I don't have a course called" in wrong
    i18n.update("pt")
    kept = i18n._read("pt")["I don't have a course called “{name}”."]
    assert kept.string == "Não tenho «{nome}»."


def test_placeholders_are_names_only() -> None:
    assert placeholders("{a} {b!r} {c:>3} {{d}} {0} {}") == {"a", "b", "c"}
