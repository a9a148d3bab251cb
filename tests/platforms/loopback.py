"""Run an unmodified program against the fakes: `python loopback.py -m package arg ...`.

FAKE_SLACK_API=http://127.0.0.1:1/api/   FAKE_DISCORD_API=http://127.0.0.1:2/api/v10   FAKE_DISCORD_GATEWAY=ws://127.0.0.1:2/gw/
Patches the two libraries' defaults before the program starts, so it needs no test switch of its own.
"""

import os
import runpy
import sys


def patch_slack(api):
    from slack_sdk.web.async_base_client import AsyncBaseClient
    from slack_sdk.web.base_client import BaseClient

    for cls in (AsyncBaseClient, BaseClient):

        def init(self, *a, _real=cls.__init__, **kw):
            _real(self, *a, **kw)
            self.base_url = api

        cls.__init__ = init


def patch_discord(api, gateway):
    import discord.gateway
    import discord.http
    import yarl

    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


def apply(env=os.environ):
    if env.get("FAKE_SLACK_API"):
        patch_slack(env["FAKE_SLACK_API"])
    if env.get("FAKE_DISCORD_API"):
        patch_discord(env["FAKE_DISCORD_API"], env["FAKE_DISCORD_GATEWAY"])


if __name__ == "__main__":
    apply()
    if sys.argv[1] == "-m":
        sys.argv = sys.argv[2:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = sys.argv[1:]
        runpy.run_path(sys.argv[0], run_name="__main__")
