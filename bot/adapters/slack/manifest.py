"""The app's manifest: what Slack is told about Studylamp, and all it may do."""

from __future__ import annotations

import json
from collections.abc import Collection
from importlib.resources import files
from typing import Any

PATH, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"


def manifest(url: str = "") -> dict[str, Any]:
    """For Socket Mode; for HTTP when there is a public address (``https://bot.example.org``)."""
    text = files("bot.adapters.slack").joinpath("manifest.json").read_text("utf-8")
    made: dict[str, Any] = json.loads(text)
    if not url:
        return made
    address = url.rstrip("/") + PATH
    made["oauth_config"]["redirect_urls"] = [url.rstrip("/") + REDIRECT]
    made["settings"]["socket_mode_enabled"] = False
    made["settings"]["event_subscriptions"]["request_url"] = address
    made["settings"]["interactivity"]["request_url"] = address
    for command in made["features"]["slash_commands"]:
        command["url"] = address
    return made


def missing_scopes(granted: Collection[str]) -> list[str]:
    """What the manifest asks for and an installation doesn't have."""
    return sorted(set(manifest()["oauth_config"]["scopes"]["bot"]) - set(granted))
