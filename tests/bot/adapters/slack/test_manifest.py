"""The manifest asks for what is used, and for no more."""

from __future__ import annotations

import json

import pytest

from bot.adapters.slack import manifest
from bot.adapters.slack.home import prompts
from bot.adapters.slack.incoming import SHORTCUT
from bot.adapters.slack.words import COMMAND
from bot.errors import SettingsError
from tests.bot.adapters.slack.conftest import spoken
from tests.platforms.slack_fake import SCOPES

# What the adapter calls; each conversation test runs with the manifest's scopes alone.
CALLED = """
chat.postMessage chat.postEphemeral chat.update chat.delete chat.startStream chat.appendStream
chat.stopStream assistant.threads.setStatus assistant.threads.setSuggestedPrompts
agents.sessions.setStatus files.getUploadURLExternal files.completeUploadExternal users.info
conversations.open conversations.replies conversations.history
""".split()
EVENTS_NEED = {
    "app_mentions:read",
    "commands",
    "files:read",
    "im:history",
    "channels:history",
    "groups:history",
}


def test_every_scope_is_needed_and_none_is_missing() -> None:
    scopes = set(manifest()["oauth_config"]["scopes"]["bot"])
    for method in CALLED:
        assert scopes & set(SCOPES[method].split("|")), method
    needed = {scope for method in CALLED for scope in SCOPES[method].split("|")}
    assert scopes <= needed | EVENTS_NEED


def test_http_has_its_addresses_and_socket_mode_none() -> None:
    assert "https" not in json.dumps(manifest())
    made = manifest("https://bot.example.org/")
    address = "https://bot.example.org/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert [c["url"] for c in made["features"]["slash_commands"]] == [address]
    redirect = "https://bot.example.org/slack/oauth_redirect"
    assert made["oauth_config"]["redirect_urls"] == [redirect]


def test_it_names_what_the_adapter_listens_to() -> None:
    features = manifest()["features"]
    assert [c["command"] for c in features["slash_commands"]] == [COMMAND]
    assert [s["callback_id"] for s in features["shortcuts"]] == [SHORTCUT]
    assert features["agent_view"]["suggested_prompts"] == prompts(spoken)
    assert len(manifest()["display_information"]["description"]) <= 140


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    from bot.commands.slack import _print_manifest

    _print_manifest("https://bot.example.org")
    assert json.loads(capsys.readouterr().out) == manifest("https://bot.example.org")
    with pytest.raises(SettingsError):
        _print_manifest("http://bot.example.org")
