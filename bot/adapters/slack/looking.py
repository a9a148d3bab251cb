"""Do the tokens work, whose are they, and may the app do all that it needs?"""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.api import TROUBLE, code
from bot.adapters.slack.manifest import manifest
from bot.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Us:
    user: str
    """The bot's own user id."""
    name: str
    workspace: str
    missing: list[str]
    """Scopes of the manifest that this installation doesn't have."""


async def look_up(client: AsyncWebClient, app_token: str | None) -> Us:
    """Try the tokens.

    Args:
        app_token: for Socket Mode; None for HTTP.

    Raises:
        SettingsError: Slack takes one of them not; says which, and Slack's reason.
    """
    try:
        us = await client.auth_test()
    except TROUBLE as error:
        raise SettingsError(
            "Slack doesn't let me in with SLACK_BOT_TOKEN ({reason}). See docs/slack.md.",
            reason=code(error),
        ) from error
    if app_token:
        try:
            # The Socket Mode client would try a wrong token again and again, without a word.
            await client.apps_connections_open(app_token=app_token)
        except TROUBLE as error:
            raise SettingsError(
                "Slack doesn't open a connection with SLACK_APP_TOKEN ({reason}). "
                "See docs/slack.md.",
                reason=code(error),
            ) from error
    granted = str(us.headers.get("x-oauth-scopes") or "")
    missing = set(manifest()["oauth_config"]["scopes"]["bot"]) - set(granted.split(","))
    return Us(
        user=str(us["user_id"]),
        name=str(us.get("user")),
        workspace=str(us.get("team")),
        missing=sorted(missing) if granted else [],
    )
