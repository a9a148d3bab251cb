"""The smallest bot that says back what it hears: what a platform and its library take by themselves.

python tests/platforms/loopback.py tests/platforms/echo.py slack
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any


async def slack() -> None:
    from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
    from slack_bolt.async_app import AsyncApp

    app = AsyncApp(token=os.environ["SLACK_BOT_TOKEN"])

    @app.event("message")
    async def echo(event: dict[str, Any], say: Any) -> None:
        await say(text=event["text"], thread_ts=event.get("thread_ts") or event["ts"])

    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()


def discord() -> None:
    import discord as library

    client = library.Client(intents=library.Intents.default())

    @client.event
    async def on_message(message: library.Message) -> None:
        if message.author != client.user:
            await message.channel.send(message.content)

    client.run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    if sys.argv[1] == "slack":
        asyncio.run(slack())
    else:
        discord()
