"""Slack: whether the tokens work, and whether the app may do all that it needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.doctor.finding import SECONDS, Finding
from bot.errors import SettingsError
from bot.settings import Settings

AREA = "Slack"


async def slack(settings: Settings) -> AsyncIterator[Finding]:
    bot, app = settings.slack_bot_token, settings.slack_app_token
    if not bot:
        yield Finding(AREA, "off", "not configured", "To use it, see docs/slack.md.")
        return
    if not app and not settings.slack_signing_secret:
        says = "there is a bot token, but neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET"
        yield Finding(AREA, "problem", says, "docs/slack.md says where to find them.")
        return
    from bot.adapters.slack import look_up, make_client

    client = make_client(bot.get_secret_value(), settings.slack_api_url)
    try:
        async with asyncio.timeout(SECONDS):
            us = await look_up(client, app.get_secret_value() if app else None)
    except (SettingsError, TimeoutError) as error:
        says = str(error) or "Slack doesn't answer"
        yield Finding(AREA, "problem", says, "The other ways to chat work without it.")
        return
    if us.missing:
        says = f"the app lacks scopes: {', '.join(us.missing)}"
        yield Finding(AREA, "problem", says, "Paste the manifest again and reinstall the app.")
    mode = "Socket Mode" if app else "HTTP"
    says = f"the tokens work: “{us.name}” in “{us.workspace}”, {mode}"
    yield Finding(AREA, "ok", says, "Start it with: studylamp slack")
