"""Run an unmodified program against the fakes: `python loopback.py program arg ...`.

FAKE_SLACK_API=http://127.0.0.1:1/api/   FAKE_DISCORD_API=http://127.0.0.1:2/api/v10   FAKE_DISCORD_GATEWAY=ws://127.0.0.1:2/gw/
Patches the two libraries' defaults before the program starts, so it needs no test switch of its
own, and cuts the network: only this machine can be reached.
"""

import asyncio
import ipaddress
import json
import os
import runpy
import sys
import time
from pathlib import Path


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


def only_loopback(event, args):
    """An audit hook, below every client: no connection leaves this machine."""
    if event not in ("socket.connect", "socket.getaddrinfo"):
        return
    address = args[1] if event == "socket.connect" else args
    host = address[0] if isinstance(address, tuple) else "localhost"  # else a unix socket
    host = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    try:
        inside = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        inside = host == "localhost"
    if not inside:
        raise OSError(f"the network is cut: {host}")


def watch_loop(file):
    """Write how late the event loop is at most: a beat every 10 ms, each held against the clock."""
    base = asyncio.base_events.BaseEventLoop
    real = base.run_forever
    found = {"max_ms": 0.0, "over_100ms": 0, "beats": 0, "processor_s": 0.0}
    begun = [0.0]
    out = Path(file)

    def run_forever(self):
        def beat(due):
            late = (self.time() - due) * 1000
            found["beats"] += 1
            found["over_100ms"] += late > 100
            if late > found["max_ms"] or found["beats"] % 100 == 0:
                if found["beats"] > 1 and not out.exists():  # taken away: begin anew
                    found.update(max_ms=0.0, over_100ms=0)
                    begun[0] = time.process_time()
                found["max_ms"] = round(max(late, found["max_ms"]), 1)
                found["processor_s"] = time.process_time() - begun[0]
                out.write_text(json.dumps(found))
            after = self.time() + 0.01
            self.call_at(after, beat, after)

        self.call_soon(beat, self.time())
        real(self)

    base.run_forever = run_forever


def apply(env=os.environ):
    sys.addaudithook(only_loopback)
    if env.get("FAKE_SLACK_API"):
        patch_slack(env["FAKE_SLACK_API"])
    if env.get("FAKE_DISCORD_API"):
        patch_discord(env["FAKE_DISCORD_API"], env["FAKE_DISCORD_GATEWAY"])

    if env.get("LOOP_LAG_FILE"):
        watch_loop(env["LOOP_LAG_FILE"])


if __name__ == "__main__":
    apply()
    if sys.argv[1] == "-m":
        sys.argv = sys.argv[2:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = sys.argv[1:]
        runpy.run_path(sys.argv[0], run_name="__main__")
