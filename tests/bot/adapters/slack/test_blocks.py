"""Whatever a skill says fits into Slack's limits, and nothing of it is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack.blocks import Post, render
from bot.adapters.slack.controls import Do, FillIn, Say, control, value
from bot.adapters.slack.forms import modal, submitted
from bot.adapters.slack.home import prompts, view
from bot.i18n import translator_for
from bot.messages import (
    Action,
    Buttons,
    Choices,
    Citation,
    Citations,
    Form,
    FormField,
    Option,
    Part,
    Place,
    Text,
)
from bot.router import Route, Router
from bot.skills import SKILLS
from tests.bot.adapters.slack.conftest import spoken
from tests.platforms.slack_fake import all_text, check_blocks, check_view

_SAID = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
_LONG = st.integers(0, 400).map(lambda n: "Some words and more. " * n)
_ACTIONS = st.builds(
    Action, name=st.sampled_from(["ask.a", "ask.b"]), args=st.dictionaries(_SAID, _SAID, max_size=2)
)
_OPTIONS = st.lists(st.builds(Option, label=_SAID | _LONG, action=_ACTIONS), max_size=40).map(tuple)
_FIELDS = st.lists(
    st.builds(FormField, name=st.uuids().map(str), label=_SAID, value=_SAID), min_size=1, max_size=8
)
_PARTS = st.one_of(
    st.builds(Text, markdown=_SAID | _LONG, by_model=st.booleans()),
    st.builds(Choices, prompt=_SAID, options=_OPTIONS),
    st.builds(Buttons, options=_OPTIONS),
    st.builds(Form, title=_SAID, fields=_FIELDS.map(tuple), submit=_ACTIONS),
    st.builds(
        Citations,
        sources=st.lists(
            st.builds(
                Citation, course=_SAID, course_id=_SAID, section=_SAID, section_id=_SAID,
                url=st.sampled_from(["", "https://x.org/a|b", "javascript:x"]),
            ),
            max_size=6,
        ).map(tuple),
    ),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(_PARTS, max_size=6))
def test_every_message_is_one_that_slack_takes(parts: list[Part]) -> None:
    posts = [each for each in render(parts, Place(thread="1.2"), spoken) if isinstance(each, Post)]
    for post in posts:
        check_blocks(list(post.blocks))
        assert all_text(list(post.blocks)) <= 13_000
        assert 0 < len(post.text) <= 40_000
        names = [
            e["action_id"] for b in post.blocks for e in b.get("elements", []) if "action_id" in e
        ]
        assert len(names) == len(set(names))
    check_view(view(parts, spoken))


@given(_ACTIONS, _SAID)
def test_a_button_means_what_it_was_made_for(action: Action, thread: str) -> None:
    place = Place(kind="channel", name="C1", thread=thread)
    for made in (Do(p=place, a=action), Say(p=place, t="/help")):
        carried = value(made)
        assert carried is None or control(carried) == made


def test_foreign_buttons_mean_nothing() -> None:
    for foreign in (None, "", "x", "{}", '{"k":"do"}', '{"k":"form","f":"zz"}', 5):
        found = control(foreign)
        assert found is None or isinstance(found, FillIn)


@given(st.builds(Form, title=_SAID, fields=_FIELDS.map(tuple), submit=_ACTIONS))
def test_a_form_survives_its_button_and_comes_back_as_its_action(form: Form) -> None:
    assert FillIn.of(form, Place()).form() == form
    shown: Any = modal(form, Place(thread="1.2"), spoken)
    if not shown["private_metadata"]:
        return
    check_view(shown)
    values = {f.name: {f.name: {"type": "plain_text_input", "value": "new"}} for f in form.fields}
    sent = submitted({**shown, "state": {"values": values}})
    assert sent is not None
    assert sent.place == Place(thread="1.2")
    assert sent.action.args == form.submit.args | {field.name: "new" for field in form.fields}


def test_suggestions_lead_where_they_say() -> None:
    router = Router(SKILLS)
    for language in ("en", "es"):
        found = [router.text(p["message"]) for p in prompts(translator_for(language).gettext)]
        names = [route.skill.name for route in found if isinstance(route, Route)]
        assert names == ["quiz", "plan", "review", "help"]


def test_what_is_picked_needs_no_field_to_type_in() -> None:
    pick = Choices(options=(Option(label="True", action=Action(name="quiz.answer")),))
    beside = Buttons(
        options=(Option(label="Stop", action=Action(name="quiz.stop")),), beside_answer=True
    )
    channel = Place(kind="channel", name="C1", thread="1.2")
    (typed,) = render((beside,), channel, spoken)
    (picked,) = render((pick, beside), channel, spoken)
    assert isinstance(typed, Post)
    assert isinstance(picked, Post)
    assert "'Answer'" in str(typed.blocks)
    assert "'Answer'" not in str(picked.blocks)
