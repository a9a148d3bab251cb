"""The manifest asks for what is used, and for no more."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import bot.adapters.slack
from bot.adapters.slack import manifest
from bot.adapters.slack.home import prompts
from bot.adapters.slack.incoming import SHORTCUT
from bot.adapters.slack.words import COMMAND
from bot.errors import SettingsError
from tests.bot.adapters.slack.conftest import spoken
from tests.platforms.slack_fake import SCOPES

FOLDER = Path(bot.adapters.slack.__file__).parent
NO_SCOPE = {"auth.test", "auth.revoke", "oauth.v2.access", "apps.connections.open", "views.open",
            "views.publish"}  # fmt: skip
WANTED_BY_SLACK = {"app_context_changed"}
"""Events that its agent view asks for; nothing is read from them."""
EVENTS_NEED = {
    "app_mentions:read",
    "commands",
    "files:read",
    "im:history",
    "channels:history",
    "groups:history",
}
FIELDS_NEED = {"users:read.email"}
"""Without it users.info leaves the address out (tests/bot/adapters/slack/test_people.py)."""


def called() -> set[str]:
    """Every method of Slack's that the adapter's code calls."""
    found = {"files.getUploadURLExternal", "files.completeUploadExternal"}
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            first = node.args[0] if node.args else None
            if node.func.attr in ("api_call", "_call") and isinstance(first, ast.Constant):
                found.add(str(first.value))
            elif ast.unparse(node.func.value).endswith("client"):
                found |= {_METHODS[node.func.attr]} if node.func.attr in _METHODS else set()
    return found


_METHODS = {
    name: "oauth.v2.access" if name == "oauth_v2_access" else name.replace("_", ".")
    for name in dir(AsyncWebClient)
    if not name.startswith("_") and name not in ("api_call", "files_upload_v2")
}


def handled() -> set[str]:
    """Every event that the adapter's code tells apart."""
    found = set()
    for name in ("desk.py", "bot.py"):
        tree = ast.parse((FOLDER / name).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.MatchValue | ast.Compare):
                found |= {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
    return {str(each) for each in found} | {"tokens_revoked"}


def test_every_scope_is_needed_and_none_is_missing() -> None:
    scopes = set(manifest()["oauth_config"]["scopes"]["bot"])
    calls = called() - NO_SCOPE
    assert {"chat.startStream", "conversations.replies", "users.info", "chat.update"} <= calls
    for method in calls:
        assert scopes & set(SCOPES[method].split("|")), method
    needed = {scope for method in calls for scope in SCOPES[method].split("|")}
    assert scopes <= needed | EVENTS_NEED | FIELDS_NEED


def test_every_event_is_handled_and_none_is_missing() -> None:
    events = set(manifest()["settings"]["event_subscriptions"]["bot_events"])
    for event in events - WANTED_BY_SLACK:
        assert event.partition(".")[0] in handled(), event
    told = {"app_mention", "message", "app_home_opened", "agent_session_stopped", "app_uninstalled"}
    assert told <= handled()
    assert told <= {event.partition(".")[0] for event in events}
    assert not any(event.startswith("message.") and event != "message.im" for event in events)


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
