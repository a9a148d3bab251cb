"""A local stand-in for Discord: REST API v10, Gateway v10 and files on one loopback port.

The real discord.py talks to it once two class attributes point here:

    async with FakeDiscord() as dc:
        with dc.patched():                       # Route.BASE and DiscordWebSocket.DEFAULT_GATEWAY
            await bot.login(dc.token); task = asyncio.create_task(bot.connect())
            await dc.wait_ready()
            it = await dc.slash("quiz", {"topic": "maths"}, user="Ada")
            await it.answered()                  # within 3 s, or it.failed

The fake plays the people too (`say`, `slash`, `click`, `choose`, `submit`, `autocomplete`): they can only
use commands that were synced and components that are on screen for them. It is strict about limits,
the 3 s / 15 min interaction clock, intents, and privileged message content.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from aiohttp import WSMsgType, web

EPHEMERAL, LOADING, V2 = 1 << 6, 1 << 7, 1 << 15
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
ALL_PERMISSIONS = str((1 << 53) - 1)
ids = itertools.count(1)


def snowflake(offset_ms: int = 0) -> str:
    return str((int(time.time() * 1000) + offset_ms - 1420070400000) << 22 | next(ids) & 0x3FFFFF)


def now() -> str:
    return datetime.now(UTC).isoformat()


class ApiError(Exception):
    def __init__(self, status, code, message, **errors):
        self.status, self.body = (
            status,
            {"code": code, "message": message, **({"errors": errors} if errors else {})},
        )


def bad(where, why):
    return ApiError(
        400,
        50035,
        "Invalid Form Body",
        **{where: {"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": why}]}},
    )


def need(cond, where, why):
    if not cond:
        raise bad(where, why)


@dataclass
class Call:
    method: str
    path: str
    json: Any
    files: list
    status: int = 0
    response: Any = None
    at: float = field(default_factory=time.monotonic)


# ---------------------------------------------------------------- limits
def walk(components):
    for c in components or []:
        yield c
        yield from walk(c.get("components"))
        for k in ("accessory", "component"):
            if isinstance(c.get(k), dict):
                yield from walk([c[k]])


def check_components(rows, v2):
    flat = list(walk(rows))
    if v2:
        need(
            all(r["type"] in (1, 9, 10, 12, 13, 14, 17) for r in rows),
            "components",
            "no component of its own",
        )
        need(len(flat) <= 40, "components", "at most 40 components")
        need(
            sum(len(c.get("content", "")) for c in flat if c["type"] == 10) <= 4000,
            "components",
            "text over 4000",
        )
    else:
        need(len(rows) <= 5, "components", "at most 5 rows")
        need(
            all(r["type"] == 1 for r in rows),
            "components",
            "only action rows without IS_COMPONENTS_V2",
        )
    seen = set()
    for c in flat:
        t, cid = c["type"], c.get("custom_id")
        if cid is not None:
            need(1 <= len(cid) <= 100, "custom_id", "1..100")
            need(cid not in seen, "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED")
            seen.add(cid)
        if t == 1:
            need(1 <= len(c["components"]) <= 5, "components", "1..5 in a row")
            need(
                len(c["components"]) == 1 or all(x["type"] == 2 for x in c["components"]),
                "components",
                "one select a row",
            )
        elif t == 2:
            need(len(c.get("label") or "") <= 80, "label", "button label over 80")
            need(c.get("label") or c.get("emoji"), "label", "button needs label or emoji")
            need(len(c.get("url") or "") <= 512, "url", "url over 512")
        elif t == 3:
            need(1 <= len(c.get("options", [])) <= 25, "options", "1..25 options")
            for o in c["options"]:
                need(
                    1 <= len(o["label"]) <= 100 and 1 <= len(o["value"]) <= 100,
                    "options",
                    "label/value 1..100",
                )
                need(len(o.get("description") or "") <= 100, "options", "description over 100")
            need(
                len({o["value"] for o in c["options"]}) == len(c["options"]),
                "options",
                "repeated value",
            )
            need(len(c.get("placeholder") or "") <= 150, "placeholder", "over 150")
        elif t == 9:
            need(
                1 <= len(c["components"]) <= 3 and c.get("accessory"),
                "components",
                "section: 1..3 texts and an accessory",
            )
            need(
                all(x["type"] == 10 for x in c["components"]) and c["accessory"]["type"] in (2, 11),
                "components",
                "section: texts, and a button or a thumbnail beside them",
            )
        elif t == 10:
            need(1 <= len((c.get("content") or "").strip()) <= 4000, "content", "text 1..4000")
        elif t == 12:
            need(1 <= len(c["items"]) <= 10, "items", "1..10 in a gallery")
            for item in c["items"]:
                need(len(item.get("description") or "") <= 1024, "items", "description over 1024")
        elif t in (11, 13):
            pass


def check_message(p, files, loading=False, editing=None):
    flags = p.get("flags") or 0
    v2 = flags & V2 or (editing or {}).get("flags", 0) & V2
    content, embeds = p.get("content") or "", p.get("embeds") or []
    need(len(content) <= 2000, "content", "Must be 2000 or fewer in length.")
    if v2:
        stays = (editing or {}).get("content") and "content" not in p
        need(
            not content and not embeds and not p.get("poll") and not stays,
            "content",
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        )
        shown = {
            item["media"]["url"].removeprefix("attachment://")
            for c in walk(p.get("components") or [])
            for item in c.get("items", [])
        }
        new = {f["filename"] for f in files}
        need(new <= shown, "attachments", "a file that no component shows")
        need(len(new) == len(files), "attachments", "two files of one name")
        named = {name for name in shown if "://" not in name}
        need(named <= new, "components", "no such attachment")
    need(len(embeds) <= 10, "embeds", "at most 10")
    total = 0
    for e in embeds:
        parts = [
            (e.get("title"), 256),
            (e.get("description"), 4096),
            ((e.get("footer") or {}).get("text"), 2048),
            ((e.get("author") or {}).get("name"), 256),
        ]
        need(len(e.get("fields") or []) <= 25, "embeds", "at most 25 fields")
        for f in e.get("fields") or []:
            need(f["name"] and f["value"], "embeds", "field name and value required")
            parts += [(f["name"], 256), (f["value"], 1024)]
        for text, cap in parts:
            need(len(text or "") <= cap, "embeds", f"over {cap}")
            total += len(text or "")
    need(total <= 6000, "embeds", "Embed size exceeds maximum size of 6000")
    check_components(p.get("components") or [], v2)
    need(len(files) <= 10, "files", "at most 10")
    if any(len(f["content"]) > 10 * 2**20 for f in files):
        raise ApiError(413, 40005, "Request entity too large")
    if editing is None and not (
        content.strip()
        or embeds
        or files
        or p.get("components")
        or p.get("poll")
        or p.get("sticker_ids")
    ):
        raise ApiError(400, 50006, "Cannot send an empty message")


def check_modal(d):
    need(1 <= len(d.get("title") or "") <= 45, "title", "1..45")
    need(1 <= len(d.get("custom_id") or "") <= 100, "custom_id", "1..100")
    need(1 <= len(d["components"]) <= 5, "components", "1..5")
    for c in walk(d["components"]):
        if c["type"] == 4:
            need(
                len(c.get("value") or "") <= 4000 and (c.get("max_length") or 1) <= 4000,
                "value",
                "over 4000",
            )
            need(len(c.get("placeholder") or "") <= 100, "placeholder", "over 100")
            need(len(c.get("label") or "") <= 45, "label", "over 45")
        elif c["type"] == 18:
            need(
                1 <= len(c["label"]) <= 45 and len(c.get("description") or "") <= 100,
                "label",
                "label 1..45",
            )


def check_command(c):
    if c.get("type", 1) == 1:
        need(
            re.fullmatch(r"[-_\w']{1,32}", c["name"]) and c["name"] == c["name"].lower(),
            "name",
            "APPLICATION_COMMAND_INVALID_NAME",
        )
        need(1 <= len(c.get("description", "")) <= 100, "description", "1..100")
    need(len(c.get("options") or []) <= 25, "options", "at most 25")
    for o in c.get("options") or []:
        need(len(o.get("choices") or []) <= 25, "choices", "at most 25")
        for ch in o.get("choices") or []:
            need(
                len(str(ch["name"])) <= 100 and len(str(ch["value"])) <= 100, "choices", "over 100"
            )
        check_command({**o, "type": 1})


class Interaction:
    """One press of a button, command or form, as its user sees it."""

    def __init__(self, fake: FakeDiscord, payload: dict):
        self.fake, self.payload = fake, payload
        self.id, self.token, self.born = payload["id"], payload["token"], time.monotonic()
        self.user = payload.get("user") or payload["member"]["user"]
        self.type: int | None = None  # callback type, None until answered
        self.data: dict = {}
        self.original: dict | None = None  # the message it made, or edited
        self.followups: list[dict] = []
        self.after: float | None = None  # seconds until the first response

    @property
    def metadata(self):  # what the messages that answer it say of it
        about = {"id": self.id, "type": self.payload["type"], "user": self.user}
        return {"interaction_metadata": about | {"authorizing_integration_owners": {}}}

    @property
    def failed(self):  # what the user sees as "This interaction failed"
        return self.type is None and time.monotonic() - self.born > self.fake.reply_limit

    @property
    def loading(self):
        return bool(
            self.original and self.original["flags"] & LOADING and not self.original.get("_deleted")
        )

    @property
    def messages(self):
        return [m for m in [self.original, *self.followups] if m and not m.get("_deleted")]

    async def answered(self, within=5.0):
        return await self.fake.wait_for(lambda: self.type is not None and self, within)

    async def settled(self, within=5.0):
        """Answered, and no longer thinking."""
        await self.fake.wait_for(lambda: self.type is not None and not self.loading, within)
        return self.original


class Session:
    def __init__(self, sid, shard, intents):
        self.id, self.shard, self.intents, self.seq, self.buffer = sid, shard, intents, 0, []
        self.link: Link | None = None


class Link:
    """One websocket, with the compression its client asked for."""

    def __init__(self, ws, how):
        self.ws, self.alive = ws, True
        self.pack = lambda s: s
        if how == "zlib-stream":
            z = zlib.compressobj()
            self.pack = lambda s: z.compress(s.encode()) + z.flush(zlib.Z_SYNC_FLUSH)
        elif how == "zstd-stream":
            import zstandard

            c = zstandard.ZstdCompressor().compressobj()
            self.pack = lambda s: (
                c.compress(s.encode()) + c.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
            )

    async def send(self, obj):
        data = self.pack(json.dumps(obj))
        await (self.ws.send_bytes(data) if isinstance(data, bytes) else self.ws.send_str(data))


class FakeDiscord:
    def __init__(
        self,
        *,
        token="fake.discord.token",
        heartbeat_ms=41250,
        compression=True,
        allowed_privileged=MESSAGE_CONTENT,
        reply_limit=3.0,
        token_life=900.0,
        shards=1,
    ):
        self.token, self.heartbeat_ms, self.compression = token, heartbeat_ms, compression
        self.allowed_privileged, self.reply_limit, self.token_life, self.shards = (
            allowed_privileged,
            reply_limit,
            token_life,
            shards,
        )
        self.application_id = snowflake()
        self.users: dict[str, dict] = {}
        self.bot = self._user("Tutor", bot=True, id=self.application_id)
        self.guilds: dict[str, dict] = {}
        self.channels: dict[str, dict] = {}
        self.messages: dict[str, dict] = {}  # id -> message; "_" keys are the fake's own
        self.commands: dict[str, list] = {}  # "" or guild id -> commands
        self.interactions: dict[str, Interaction] = {}
        self.sessions: dict[str, Session] = {}
        self.calls: list[Call] = []
        self.watch: Callable[[Call], None] | None = None  # hears of each call when it is done
        self.identifies: list[dict] = []
        self.resumes: list[dict] = []
        self.ack_heartbeats = True
        self.downloads: list[int] = []
        self._cdn: list[bytes] = []
        self._faults: list[list] = []
        self._forbidden: dict[str, set[str]] = {}
        self._limits: list[list] = []
        self._buckets: list[dict] = []
        self._changed = asyncio.Condition()
        self.guild = self.add_guild("School")
        self.channel = self.add_channel(self.guild, "general")

    # ------------------------------------------------------------ lifecycle
    async def start(self, port=0):
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_get("/gw/", self._on_gateway)
        app.router.add_get("/cdn/{n}", self._on_cdn)
        app.router.add_route("*", "/api/v10/{path:.*}", self._on_rest)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]
        return self

    async def stop(self):
        await self._runner.cleanup()

    __aenter__ = start

    async def __aexit__(self, *exc):
        await self.stop()

    @property
    def api_url(self):
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self):
        return f"ws://127.0.0.1:{self.port}/gw/"

    @contextlib.contextmanager
    def patched(self):
        import discord.gateway
        import discord.http
        import yarl

        old = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
        discord.http.Route.BASE = self.api_url
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self.gateway_url)
        try:
            yield self
        finally:
            discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = old

    # ------------------------------------------------------------ world
    def _user(self, name, bot=False, id=None):
        u = {
            "id": id or snowflake(),
            "username": name.lower(),
            "global_name": None if bot else name,
            "discriminator": "0",
            "avatar": None,
            "bot": bot,
            "flags": 0,
            "public_flags": 0,
            "mfa_enabled": False,
            "verified": True,
        }
        self.users[u["id"]] = u
        return u

    def user(self, name):
        """The person of that name, made on first use. Takes a user dict as it is."""
        if isinstance(name, dict):
            return name
        return next(
            (u for u in self.users.values() if u["username"] == name.lower()), None
        ) or self._user(name)

    def member(self, user, guild=None):
        return {
            "user": user,
            "nick": None,
            "roles": [],
            "joined_at": now(),
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": ALL_PERMISSIONS,
            "communication_disabled_until": None,
            "avatar": None,
            "premium_since": None,
        }

    def add_guild(self, name):
        gid = snowflake(
            -86_400_000 - len(self.guilds)
        )  # a shard is (id >> 22) % shards: spread them
        owner = self.user("Owner")
        role = {
            "id": gid,
            "name": "@everyone",
            "permissions": ALL_PERMISSIONS,
            "color": 0,
            "colors": {"primary_color": 0},
            "hoist": False,
            "position": 0,
            "managed": False,
            "mentionable": False,
            "flags": 0,
            "icon": None,
        }
        self.guilds[gid] = {
            "id": gid,
            "name": name,
            "icon": None,
            "splash": None,
            "owner_id": owner["id"],
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "roles": [role],
            "emojis": [],
            "stickers": [],
            "features": [],
            "mfa_level": 0,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "vanity_url_code": None,
            "description": None,
            "banner": None,
            "premium_tier": 0,
            "preferred_locale": "en-US",
            "public_updates_channel_id": None,
            "nsfw_level": 0,
            "premium_progress_bar_enabled": False,
            "joined_at": now(),
            "large": False,
            "unavailable": False,
            "member_count": 2,
            "voice_states": [],
            "members": [self.member(self.bot)],
            "channels": [],
            "threads": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }
        return self.guilds[gid]

    def add_channel(self, guild, name, **extra):
        ch = {
            "id": snowflake(),
            "type": 0,
            "guild_id": guild["id"],
            "name": name,
            "position": 0,
            "permission_overwrites": [],
            "nsfw": False,
            "topic": None,
            "parent_id": None,
            "last_message_id": None,
            "rate_limit_per_user": 0,
            "flags": 0,
            **extra,
        }
        self.channels[ch["id"]] = ch
        guild["channels"].append(ch)
        return ch

    def dm(self, user):
        user = self.user(user)
        for ch in self.channels.values():
            if ch["type"] == 1 and ch["recipients"][0]["id"] == user["id"]:
                return ch
        ch = {
            "id": snowflake(),
            "type": 1,
            "recipients": [user],
            "last_message_id": None,
            "flags": 0,
        }
        self.channels[ch["id"]] = ch
        return ch

    def _thread(self, parent, name, owner, message=None):
        ch = {
            "id": message["id"] if message else snowflake(),
            "type": 11,
            "guild_id": parent["guild_id"],
            "name": name,
            "parent_id": parent["id"],
            "owner_id": owner["id"],
            "last_message_id": None,
            "message_count": 0,
            "member_count": 1,
            "rate_limit_per_user": 0,
            "total_message_sent": 0,
            "flags": 0,
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": now(),
                "locked": False,
                "create_timestamp": now(),
            },
        }
        self.channels[ch["id"]] = ch
        self.guilds[parent["guild_id"]]["threads"].append(ch)
        return ch

    # ------------------------------------------------------------ observing and trouble
    async def _notify(self):
        async with self._changed:
            self._changed.notify_all()

    async def wait_for(self, predicate: Callable[[], Any], within=5.0):
        async def loop():
            async with self._changed:
                while not (v := predicate()):
                    with contextlib.suppress(asyncio.TimeoutError):
                        await asyncio.wait_for(self._changed.wait(), 0.1)
                return v

        return await asyncio.wait_for(loop(), within)

    async def wait_ready(self, n=1, within=10.0):
        await self.wait_for(lambda: len([s for s in self.sessions.values() if s.link]) >= n, within)

    def sent(self, channel=None, by=None):
        """Messages by the bot, oldest first."""
        return [
            m
            for m in self.messages.values()
            if m["author"]["id"] == (by or self.bot)["id"]
            and not m.get("_deleted")
            and (channel is None or m["channel_id"] == channel["id"])
        ]

    async def wait_message(self, channel, where=lambda m: True, within=5.0):
        return await self.wait_for(
            lambda: next((m for m in self.sent(channel) if where(m)), None), within
        )

    def rate_limit(
        self, method, pattern, retry_after=0.5, times=1, is_global=False, scope="user", via=True
    ):
        """Answer the next `times` matching requests with 429."""
        self._limits.append(
            [method, re.compile(pattern), retry_after, times, is_global, scope, via]
        )

    def fault(self, method, pattern, status=503, times=1, *, after=False):
        """Fail the next `times` matching requests; `after`: it was done, only the answer got lost."""
        self._faults.append([method, re.compile(pattern), status, times, after])

    def _fault(self, method, path, *, after):
        for fault in self._faults:
            if fault[0] == method and fault[1].search(path) and fault[3] > 0 and fault[4] is after:
                fault[3] -= 1
                raise ApiError(fault[2], 0, "upstream connect error")

    def bucket(self, method, pattern, limit, per):
        """A real bucket: headers on every answer, 429 above the limit."""
        self._buckets.append(
            {
                "m": method,
                "re": re.compile(pattern),
                "limit": limit,
                "per": per,
                "left": limit,
                "reset": 0.0,
                "name": f"bucket{len(self._buckets)}",
            }
        )

    async def close_links(self, code=None):
        """Close every gateway socket with a code; None: cut without a goodbye."""
        for s in list(self.sessions.values()):
            if s.link:
                link, s.link = s.link, None
                link.alive = False
                if code is None:
                    link.ws._req.transport.abort()
                else:
                    await link.ws.close(code=code)

    async def ask_reconnect(self):
        for s in self.sessions.values():
            if s.link:
                await s.link.send({"op": 7, "d": None, "s": None, "t": None})

    async def invalidate(self, resumable=False):
        for s in list(self.sessions.values()):
            if s.link:
                if not resumable:
                    del self.sessions[s.id]
                await s.link.send({"op": 9, "d": resumable, "s": None, "t": None})

    # ------------------------------------------------------------ gateway
    async def _on_gateway(self, request):
        ws = web.WebSocketResponse(max_msg_size=0)
        await ws.prepare(request)
        link = Link(ws, request.query.get("compress") if self.compression else None)
        session = None
        await link.send(
            {
                "op": 10,
                "d": {"heartbeat_interval": self.heartbeat_ms, "_trace": ["fake"]},
                "s": None,
                "t": None,
            }
        )
        try:
            async for m in ws:
                if m.type != WSMsgType.TEXT:
                    continue
                msg = json.loads(m.data)
                op, d = msg["op"], msg["d"]
                if op == 1 and self.ack_heartbeats:
                    await link.send({"op": 11, "d": None, "s": None, "t": None})
                elif op == 2:
                    self.identifies.append(d)
                    if d["token"] != self.token:
                        await ws.close(code=4004, message=b"Authentication failed.")
                        break
                    if d["intents"] & PRIVILEGED & ~self.allowed_privileged:
                        await ws.close(code=4014, message=b"Disallowed intent(s).")
                        break
                    session = Session(snowflake(), d.get("shard", [0, 1]), d["intents"])
                    session.link = link
                    mine = [
                        g
                        for g in self.guilds.values()
                        if (int(g["id"]) >> 22) % session.shard[1] == session.shard[0]
                    ]
                    await self._send(
                        session,
                        "READY",
                        {
                            "v": 10,
                            "user": self.bot,
                            "guilds": [{"id": g["id"], "unavailable": True} for g in mine],
                            "session_id": session.id,
                            "resume_gateway_url": self.gateway_url,
                            "shard": session.shard,
                            "application": {"id": self.application_id, "flags": 1 << 19},
                        },
                    )
                    if session.intents & GUILDS:
                        for g in mine:
                            await self._send(session, "GUILD_CREATE", g)
                    self.sessions[session.id] = session
                elif op == 6:
                    self.resumes.append(d)
                    old = self.sessions.get(d["session_id"])
                    if not old or d["token"] != self.token:
                        await link.send({"op": 9, "d": False, "s": None, "t": None})
                        continue
                    session, session.link = old, link
                    for payload in [p for p in old.buffer if p["s"] > d["seq"]]:
                        await link.send(payload)
                    await self._send(session, "RESUMED", {"_trace": ["fake"]})
                elif op == 8:
                    await self._send(
                        session,
                        "GUILD_MEMBERS_CHUNK",
                        {
                            "guild_id": d["guild_id"],
                            "members": [self.member(u) for u in self.users.values()],
                            "chunk_index": 0,
                            "chunk_count": 1,
                            "not_found": [],
                            "nonce": d.get("nonce"),
                        },
                    )
                await self._notify()
        finally:
            link.alive = False
            if session and session.link is link:
                session.link = None
            await self._notify()
        return ws

    async def _send(self, session, event, data):
        session.seq += 1
        payload = {"op": 0, "t": event, "s": session.seq, "d": data}
        session.buffer.append(payload)
        if session.link and session.link.alive:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await session.link.send(payload)

    async def dispatch(self, event, data, guild_id=None):
        """To the shard that owns the guild (DMs: shard 0). A session that is away gets it on RESUME."""
        for s in list(self.sessions.values()):
            if (int(guild_id) >> 22) % s.shard[1] != s.shard[0] if guild_id else s.shard[0] != 0:
                continue
            d = data
            if event.startswith("MESSAGE_"):
                if not s.intents & (GUILD_MESSAGES if guild_id else DIRECT_MESSAGES):
                    continue
                d = self._visible(data, s.intents)
            await self._send(s, event, d)

    def _visible(self, m, intents):
        """A message as a bot with these intents may read it."""
        own = m.get("author", {}).get("id") == self.bot["id"]
        named = any(u["id"] == self.bot["id"] for u in m.get("mentions", []))
        if not m.get("guild_id") or own or named or intents & MESSAGE_CONTENT:
            return m
        return {**m, "content": "", "embeds": [], "attachments": [], "components": []}

    # ------------------------------------------------------------ REST
    ROUTES: ClassVar = [
        (m, re.compile(p + r"\Z"), n)
        for m, p, n in [
            ("GET", r"users/@me", "me"),
            ("GET", r"oauth2/applications/@me", "app"),
            ("GET", r"applications/@me", "app"),
            ("GET", r"gateway/bot", "gateway"),
            ("POST", r"users/@me/channels", "open_dm"),
            ("GET", r"users/(\d+)", "get_user"),
            ("GET", r"guilds/(\d+)", "get_guild"),
            ("GET", r"guilds/(\d+)/members/(\d+)", "get_member"),
            ("PUT", r"applications/\d+/commands", "sync"),
            ("GET", r"applications/\d+/commands", "list_commands"),
            ("PUT", r"applications/\d+/guilds/(\d+)/commands", "sync"),
            ("GET", r"applications/\d+/guilds/(\d+)/commands", "list_commands"),
            ("GET", r"channels/(\d+)", "get_channel"),
            ("PATCH", r"channels/(\d+)", "edit_channel"),
            ("GET", r"channels/(\d+)/messages", "history"),
            ("POST", r"channels/(\d+)/messages", "post"),
            ("GET", r"channels/(\d+)/messages/(\d+)", "get_message"),
            ("PATCH", r"channels/(\d+)/messages/(\d+)", "edit"),
            ("DELETE", r"channels/(\d+)/messages/(\d+)", "delete"),
            ("POST", r"channels/(\d+)/typing", "nothing"),
            ("PUT", r"channels/(\d+)/messages/(\d+)/reactions/.*", "nothing"),
            ("POST", r"channels/(\d+)/messages/(\d+)/threads", "thread"),
            ("POST", r"channels/(\d+)/threads", "thread"),
            ("POST", r"interactions/(\d+)/([^/]+)/callback", "callback"),
            ("POST", r"webhooks/\d+/([^/]+)", "followup"),
            ("GET", r"webhooks/\d+/([^/]+)/messages/([^/]+)", "hook_get"),
            ("PATCH", r"webhooks/\d+/([^/]+)/messages/([^/]+)", "hook_edit"),
            ("DELETE", r"webhooks/\d+/([^/]+)/messages/([^/]+)", "hook_delete"),
        ]
    ]

    @staticmethod
    def _reply(body, status=200, headers=None):
        if body is None:
            return web.Response(status=204, headers=headers)
        # discord.py compares the header with "application/json" exactly: no charset
        return web.Response(
            body=json.dumps(body).encode(),
            status=status,
            content_type="application/json",
            headers=headers,
        )

    async def _on_rest(self, request):
        path, files, body = request.match_info["path"], [], None
        if request.content_type == "multipart/form-data":
            async for part in await request.multipart():
                if part.name == "payload_json":
                    body = json.loads(await part.text())
                else:
                    files.append(
                        {
                            "field": part.name,
                            "filename": part.filename,
                            "content": bytes(await part.read()),
                        }
                    )
        elif request.can_read_body:
            body = await request.json()
        call = Call(request.method, path, body, files)
        self.calls.append(call)
        headers = {
            "Via": "1.1 google"
        }  # without it a 429 is taken for a Cloudflare ban and not retried
        for lim in self._limits:
            if lim[0] == request.method and lim[1].search(path) and lim[3] > 0:
                lim[3] -= 1
                call.status = 429
                h = {
                    "Retry-After": str(lim[2]),
                    "X-RateLimit-Scope": lim[5],
                    **({"X-RateLimit-Global": "true"} if lim[4] else {}),
                    **(headers if lim[6] else {}),
                }
                return self._reply(
                    {
                        "message": "You are being rate limited.",
                        "retry_after": lim[2],
                        "global": lim[4],
                    },
                    429,
                    h,
                )
        for b in self._buckets:
            if b["m"] == request.method and b["re"].search(path):
                t = time.time()
                if t >= b["reset"]:
                    b["left"], b["reset"] = b["limit"], t + b["per"]
                over = b["left"] <= 0
                b["left"] = max(0, b["left"] - 1)
                headers |= {
                    "X-RateLimit-Limit": str(b["limit"]),
                    "X-RateLimit-Remaining": str(b["left"]),
                    "X-RateLimit-Reset": f"{b['reset']:.3f}",
                    "X-RateLimit-Reset-After": f"{b['reset'] - t:.3f}",
                    "X-RateLimit-Bucket": b["name"],
                }
                if over:
                    call.status = 429
                    return self._reply(
                        {
                            "message": "You are being rate limited.",
                            "retry_after": b["reset"] - t,
                            "global": False,
                        },
                        429,
                        headers | {"X-RateLimit-Scope": "user"},
                    )
        try:
            open_to_all = path.startswith(("interactions/", "webhooks/"))
            if not open_to_all and request.headers.get("Authorization") != f"Bot {self.token}":
                raise ApiError(401, 0, "401: Unauthorized")
            self._fault(request.method, path, after=False)
            for method, rx, name in self.ROUTES:
                if method == request.method and (m := rx.match(path)):
                    result = getattr(self, "_r_" + name)(
                        body or {}, files, request.query, *m.groups()
                    )
                    call.response = await result if asyncio.iscoroutine(result) else result
                    self._fault(request.method, path, after=True)
                    call.status = 204 if call.response is None else 200
                    return self._reply(call.response, call.status, headers)
            raise ApiError(404, 0, f"404: Not Found {request.method} {path}")
        except ApiError as e:
            call.status, call.response = e.status, e.body
            return self._reply(e.body, e.status, headers)
        finally:
            if self.watch:
                self.watch(call)
            await self._notify()

    def _r_me(self, b, f, q):
        return self.bot

    def _r_app(self, b, f, q):
        return {
            "id": self.application_id,
            "name": "Tutor",
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": self.user("Owner"),
            "verify_key": "00",
            "team": None,
            "flags": 1 << 19,
            "approximate_guild_count": len(self.guilds),
            "integration_types_config": {"0": {}, "1": {}},
        }

    def _r_gateway(self, b, f, q):
        return {
            "url": self.gateway_url,
            "shards": self.shards,
            "session_start_limit": {
                "total": 1000,
                "remaining": 999,
                "reset_after": 14400000,
                "max_concurrency": 16,
            },
        }

    def _r_nothing(self, b, f, q, *a):
        return None

    def _r_open_dm(self, b, f, q):
        who = str(b["recipient_id"])
        return self.dm(self._have(self.users, who, 10013, "Unknown User"))

    def _r_get_user(self, b, f, q, uid):
        return self._have(self.users, uid, 10013, "Unknown User")

    def _r_get_guild(self, b, f, q, gid):
        return self._have(self.guilds, gid, 10004, "Unknown Guild")

    def _r_get_member(self, b, f, q, gid, uid):
        return self.member(self._have(self.users, uid, 10007, "Unknown Member"))

    def forbid(self, channel, what):
        """Take a permission of the bot's away in a channel: send, files, thread, see."""
        self._forbidden.setdefault(channel["id"], set()).add(what)

    def _may(self, channel, what):
        no = self._forbidden.get(channel["id"], ())
        if "see" in no:
            raise ApiError(403, 50001, "Missing Access")
        if what in no:
            raise ApiError(403, 50013, "Missing Permissions")

    @staticmethod
    def _have(table, key, code, message):
        if key not in table or table[key].get("_deleted"):
            raise ApiError(404, code, message)
        return table[key]

    def _r_sync(self, b, f, q, gid=""):
        need(len([c for c in b if c.get("type", 1) == 1]) <= 100, "commands", "at most 100")
        for c in b:
            check_command(c)
        self.commands[gid] = [
            {
                "id": snowflake(),
                "application_id": self.application_id,
                "version": snowflake(),
                "type": 1,
                "default_member_permissions": None,
                "nsfw": False,
                "description": "",
                **({"guild_id": gid} if gid else {}),
                **c,
            }
            for c in b
        ]
        return self.commands[gid]

    def _r_list_commands(self, b, f, q, gid=""):
        return self.commands.get(gid, [])

    def _r_get_channel(self, b, f, q, cid):
        return self._have(self.channels, cid, 10003, "Unknown Channel")

    def _r_edit_channel(self, b, f, q, cid):
        ch = self._r_get_channel(b, f, q, cid)
        for k in ("archived", "locked", "auto_archive_duration"):
            if k in b:
                ch["thread_metadata"][k] = b.pop(k)
        ch.update(b)
        return ch

    def _r_history(self, b, f, q, cid):
        ms = [
            m
            for m in self.messages.values()
            if m["channel_id"] == cid and not m.get("_deleted") and not m["flags"] & EPHEMERAL
        ]
        if q.get("after"):
            ms = sorted(ms, key=lambda m: int(m["id"]))
            ms = [m for m in ms if int(m["id"]) > int(q["after"])][: int(q.get("limit", 50))]
        if q.get("before"):
            ms = [m for m in ms if int(m["id"]) < int(q["before"])]
        intents = self.identifies[-1]["intents"] if self.identifies else 0
        return [
            self.public(self._visible(m, intents))
            for m in sorted(ms, key=lambda m: -int(m["id"]))[: int(q.get("limit", 50))]
        ]

    def _r_thread(self, b, f, q, cid, mid=None):
        need(1 <= len(b["name"]) <= 100, "name", "1..100")
        parent = self._have(self.channels, cid, 10003, "Unknown Channel")
        self._may(parent, "thread")
        if mid in self.channels:
            raise ApiError(400, 160004, "A thread has already been created for this message")
        message = self._have(self.messages, mid, 10008, "Unknown Message") if mid else None
        return self._thread(parent, b["name"], self.bot, message)

    # files
    def _keep(self, file):
        self._cdn.append(file["content"])
        return len(self._cdn) - 1

    @staticmethod
    def _described(p, files):
        """The files with the text alternatives that came for them beside the message."""
        about = {str(a["id"]): a.get("description") for a in p.get("attachments") or []}
        for n, f in enumerate(files):
            f["description"] = f.get("description") or about.get(str(n))
        return files

    async def _on_cdn(self, request):
        number = int(request.match_info["n"])
        self.downloads.append(number)
        return web.Response(body=self._cdn[number])

    # messages
    @staticmethod
    def public(m):
        return {k: v for k, v in m.items() if not k.startswith("_")}

    def _make(self, channel, author, p, files=(), *, flags=0, **extra):
        m = {
            "id": snowflake(),
            "channel_id": channel["id"],
            "author": author,
            "content": p.get("content") or "",
            "timestamp": now(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mention_roles": [],
            "mentions": [
                self.users[i]
                for i in re.findall(r"<@!?(\d+)>", p.get("content") or "")
                if i in self.users
            ],
            "attachments": [
                {
                    "id": snowflake(),
                    "filename": f["filename"],
                    "size": len(f["content"]),
                    "url": f"http://127.0.0.1:{self.port}/cdn/{self._keep(f)}",
                    "proxy_url": f"http://127.0.0.1:{self.port}/cdn/{len(self._cdn) - 1}",
                    **({"content_type": f["type"]} if f.get("type") else {}),
                    **({"description": f["description"]} if f.get("description") else {}),
                }
                for f in self._described(p, files)
            ],
            "embeds": p.get("embeds") or [],
            "components": self._shown(p.get("components") or [], files),
            "pinned": False,
            "type": 0,
            "flags": (p.get("flags") or 0) | flags,
            "_edits": [],
            "_nonce": "",
            "_files": list(files),
            **extra,
        }
        if channel.get("guild_id"):
            m["guild_id"] = channel["guild_id"]
        ref = p.get("message_reference")
        if ref:
            ref = {
                k: str(v) if k.endswith("_id") else v for k, v in ref.items()
            }  # discord.py sends numbers
            src = self.messages.get(str(ref["message_id"]))
            if src is None and ref.get("fail_if_not_exists", True):
                raise bad("message_reference", "Unknown message")
            m.update(
                type=19,
                message_reference={**ref, "channel_id": channel["id"]},
                referenced_message=src and self.public(src),
            )
        text, allow = m["content"], p.get("allowed_mentions")
        kinds = {"everyone", "users", "roles"} if allow is None else set(allow.get("parse", []))
        m["_pings"] = [k for k in ("@everyone", "@here") if k in text and "everyone" in kinds] + [
            u["id"]
            for u in m["mentions"]
            if "users" in kinds or u["id"] in map(str, (allow or {}).get("users", []))
        ]
        self.messages[m["id"]] = m
        channel["last_message_id"] = m["id"]
        return m

    @staticmethod
    def _number(components):
        for i, c in enumerate(walk(components), 1):
            c.setdefault("id", i)
        return components

    def _shown(self, components, files):
        """As Discord gives them back: numbered, with addresses in place of uploads' names."""
        named = {f"attachment://{f['filename']}": f for f in files}
        for c in walk(components):
            for item in c.get("items", []):
                if file := named.get(item["media"]["url"]):
                    url = f"http://127.0.0.1:{self.port}/cdn/{self._keep(file)}"
                    item["media"] = {"url": url, "proxy_url": url, "content_type": "image/png"}
        return self._number(components)

    def _apply(self, m, p, files):
        check_message(p, files, editing=m)
        m["_edits"].append(m["content"])
        for k in ("content", "embeds", "components"):
            if k in p:
                m[k] = (
                    self._shown(p[k] or [], files)
                    if k == "components"
                    else (p[k] or ("" if k == "content" else []))
                )
        m["flags"] = m["flags"] & ~LOADING | (p.get("flags") or 0) & (V2 | 1 << 2)
        self._may(self.channels[m["channel_id"]], "edit")
        m["_files"] += self._described(p, files)
        m["edited_timestamp"] = now()
        return m

    async def _r_post(self, b, files, q, cid):
        ch = self._have(self.channels, cid, 10003, "Unknown Channel")
        if ch["type"] == 1 and ch["recipients"][0].get("_dms_closed"):
            raise ApiError(403, 50007, "Cannot send messages to this user")
        self._may(ch, "send")
        check_message(b, files)
        nonce = str(b.get("nonce") or "")
        need(len(nonce) <= 25, "nonce", "Must be 25 or fewer in length.")
        if nonce and b.get("enforce_nonce"):
            # "If another message was created by the same author with the same nonce, that message
            # will be returned and no new message will be created."
            same = next((m for m in self.sent(ch) if m["_nonce"] == nonce), None)
            if same:
                return self.public(same)
        m = self._make(ch, self.bot, b, files, _nonce=nonce)
        await self.dispatch("MESSAGE_CREATE", self.public(m), ch.get("guild_id"))
        return self.public(m)

    def _r_get_message(self, b, f, q, cid, mid):
        return self.public(self._have(self.messages, mid, 10008, "Unknown Message"))

    async def _r_edit(self, b, files, q, cid, mid):
        m = self._have(self.messages, mid, 10008, "Unknown Message")
        if m["author"]["id"] != self.bot["id"]:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        if m["flags"] & EPHEMERAL:
            raise ApiError(404, 10008, "Unknown Message")
        self._apply(m, b, files)
        await self.dispatch("MESSAGE_UPDATE", self.public(m), m.get("guild_id"))
        return self.public(m)

    async def _r_delete(self, b, f, q, cid, mid):
        self._have(self.messages, mid, 10008, "Unknown Message")["_deleted"] = True

    # interactions
    def _r_callback(self, b, files, q, iid, token):
        it = self.interactions.get(iid)
        if (
            not it
            or it.token != token
            or (it.type is None and time.monotonic() - it.born > self.reply_limit)
        ):
            raise ApiError(404, 10062, "Unknown interaction")
        if it.type is not None:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        kind, data = b["type"], b.get("data") or {}
        channel = self.channels[it.payload["channel"]["id"]]
        if kind == 4:
            check_message(data, files)
            it.original = self._make(
                channel,
                self.bot,
                data,
                files,
                _for=it.user["id"],
                webhook_id=self.application_id,
                **it.metadata,
            )
        elif kind == 5:
            it.original = self._make(
                channel,
                self.bot,
                {},
                flags=LOADING | (data.get("flags") or 0) & EPHEMERAL,
                _for=it.user["id"],
                webhook_id=self.application_id,
                **it.metadata,
            )
        elif kind in (6, 7):
            it.original = self.messages.get(it.payload.get("message", {}).get("id"))
            need(it.original, "type", "nothing to update")
            if kind == 7:
                self._apply(it.original, data, files)
        elif kind == 8:
            need(len(data["choices"]) <= 25, "choices", "at most 25")
            check_command(
                {
                    "name": "x",
                    "description": "x",
                    "options": [{"name": "x", "description": "x", "choices": data["choices"]}],
                }
            )
        elif kind == 9:
            need(it.payload["type"] != 5, "type", "no modal from a modal")
            check_modal(data)
        it.type, it.data, it.after = kind, data, time.monotonic() - it.born
        if not q.get("with_response"):
            return None
        m = it.original
        return {
            "interaction": {
                "id": it.id,
                "type": it.payload["type"],
                **(
                    {
                        "response_message_id": m["id"],
                        "response_message_loading": bool(m["flags"] & LOADING),
                        "response_message_ephemeral": bool(m["flags"] & EPHEMERAL),
                    }
                    if m
                    else {}
                ),
            },
            **(
                {"resource": {"type": kind, "message": self.public(m)}}
                if m and kind in (4, 5, 7)
                else {}
            ),
        }

    def _by_token(self, token):
        it = next((i for i in self.interactions.values() if i.token == token), None)
        if not it or it.type is None:
            raise ApiError(404, 10015, "Unknown Webhook")
        if time.monotonic() - it.born > self.token_life:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        return it

    def _hook_message(self, token, mid):
        it = self._by_token(token)
        m = (
            it.original
            if mid == "@original"
            else next((x for x in [it.original, *it.followups] if x and x["id"] == mid), None)
        )
        if not m or m.get("_deleted"):
            raise ApiError(404, 10008, "Unknown Message")
        return it, m

    def _r_followup(self, b, files, q, token):
        it = self._by_token(token)
        if it.loading:  # the first follow-up fills the "thinking" message, with its visibility
            return self.public(self._apply(it.original, b, files))
        check_message(b, files)
        m = self._make(
            self.channels[it.payload["channel"]["id"]],
            self.bot,
            b,
            files,
            _for=it.user["id"],
            webhook_id=self.application_id,
            **it.metadata,
        )
        it.followups.append(m)
        return self.public(m)

    def _r_hook_get(self, b, f, q, token, mid):
        return self.public(self._hook_message(token, mid)[1])

    def _r_hook_edit(self, b, files, q, token, mid):
        return self.public(self._apply(self._hook_message(token, mid)[1], b, files))

    def _r_hook_delete(self, b, f, q, token, mid):
        self._hook_message(token, mid)[1]["_deleted"] = True

    # ------------------------------------------------------------ what people do
    async def say(self, channel, user, text, *, reply_to=None, mention=False, files=(), **extra):
        """Write in a channel, thread, or a DM (channel=None).

        files: each a name, bytes and perhaps a media type. extra: further fields of the message.
        """
        user = self.user(user)
        channel = channel or self.dm(user)
        p = {"content": f"<@{self.bot['id']}> {text}" if mention else text}
        if reply_to:
            p["message_reference"] = {"message_id": reply_to["id"]}
        attached = [
            {"filename": name, "content": data, "type": (*kind, None)[0]}
            for name, data, *kind in files
        ]
        m = self._make(channel, user, p, attached, **extra)
        if reply_to:
            m["mentions"].append(reply_to["author"])
        member = (
            {"member": {k: v for k, v in self.member(user).items() if k != "user"}}
            if channel.get("guild_id")
            else {}
        )
        await self.dispatch("MESSAGE_CREATE", {**self.public(m), **member}, channel.get("guild_id"))
        return m

    async def edit_own(self, message, text):
        message["content"], message["edited_timestamp"] = text, now()
        await self.dispatch("MESSAGE_UPDATE", self.public(message), message.get("guild_id"))

    async def delete_own(self, message):
        message["_deleted"] = True
        gone = {"id": message["id"], "channel_id": message["channel_id"]}
        guild = message.get("guild_id")
        await self.dispatch("MESSAGE_DELETE", gone | ({"guild_id": guild} if guild else {}), guild)

    async def repeat(self, interaction_or_message):
        """The gateway delivers the same event once more."""
        if isinstance(interaction_or_message, Interaction):
            p = interaction_or_message.payload
            await self.dispatch("INTERACTION_CREATE", p, p.get("guild_id"))
        else:
            m = interaction_or_message
            await self.dispatch("MESSAGE_CREATE", self.public(m), m.get("guild_id"))

    async def menu(self, name, message, *, user="Ada"):
        """Use a command of a message's context menu."""
        channel = self.channels[message["channel_id"]]
        pool = [c for c in self.commands.get("", []) if c["type"] == 3 and c["name"] == name]
        if not pool:
            raise AssertionError(f"there is no {name!r} in the menu of a message")
        data = {
            "id": pool[0]["id"],
            "name": name,
            "type": 3,
            "target_id": message["id"],
            "resolved": {"messages": {message["id"]: self.public(message)}},
        }
        return await self._interact(2, data, user, channel)

    async def _interact(self, kind, data, user, channel, message=None, user_install=False):
        user = self.user(user)
        gid = channel.get("guild_id")
        p = {
            "id": snowflake(),
            "application_id": self.application_id,
            "type": kind,
            "token": f"tok{snowflake()}",
            "version": 1,
            "data": data,
            "channel": {**channel, "permissions": ALL_PERMISSIONS},
            "channel_id": channel["id"],
            "locale": "en-US",
            "app_permissions": ALL_PERMISSIONS,
            "entitlements": [],
            "attachment_size_limit": 10 * 2**20,
            "authorizing_integration_owners": {"1": user["id"]}
            if user_install
            else {"0": gid or "0"},
            "context": 0 if gid else 1,
        }
        if gid:
            p |= {
                "guild_id": gid,
                "guild_locale": "en-US",
                "guild": {"id": gid, "locale": "en-US", "features": []},
                "member": self.member(user),
            }
        else:
            p["user"] = user
        if message:
            p["message"] = self.public(message)
        it = self.interactions[p["id"]] = Interaction(self, p)
        await self.dispatch("INTERACTION_CREATE", p, gid)
        return it

    def _command(self, name, channel):
        words = name.split()
        pool = [*self.commands.get(channel.get("guild_id") or "-", []), *self.commands.get("", [])]
        cmd = next((c for c in pool if c["name"] == words[0] and c.get("type", 1) == 1), None)
        if not cmd:
            raise AssertionError(f"/{words[0]} was never synced: {[c['name'] for c in pool]}")
        where = 0 if channel.get("guild_id") else 1
        if cmd.get("contexts") is not None and where not in cmd["contexts"]:
            raise AssertionError(f"/{name} cannot be used there (contexts {cmd['contexts']})")
        spec, chain = cmd, []
        for w in words[1:]:
            spec = next(o for o in spec["options"] if o["name"] == w and o["type"] in (1, 2))
            chain.append(spec)
        return cmd, spec, chain

    def _data(self, name, options, channel, focused=None):
        cmd, spec, chain = self._command(name, channel)
        known = {o["name"]: o for o in spec.get("options") or [] if o["type"] > 2}
        if set(options) - set(known):
            raise AssertionError(f"no such option: {set(options) - set(known)}")
        lacking = [n for n, o in known.items() if o.get("required") and n not in options]
        if lacking and not focused:
            raise AssertionError(f"required options left out: {lacking}")
        opts = [
            {
                "name": k,
                "type": known[k]["type"],
                "value": v,
                **({"focused": True} if k == focused else {}),
            }
            for k, v in options.items()
        ]
        for o in reversed(chain):
            opts = [{"name": o["name"], "type": o["type"], "options": opts}]
        return {
            "id": cmd["id"],
            "name": cmd["name"],
            "type": 1,
            "options": opts,
            **({"guild_id": cmd["guild_id"]} if "guild_id" in cmd else {}),
        }

    async def slash(self, name, options=None, *, user="Ada", channel=None, **kw):
        channel = channel or self.channel
        return await self._interact(
            2, self._data(name, options or {}, channel), user, channel, **kw
        )

    async def autocomplete(self, name, option, text, *, user="Ada", channel=None):
        channel = channel or self.channel
        return await self._interact(
            4, self._data(name, {option: text}, channel, focused=option), user, channel
        )

    def _on_screen(self, message, user, custom_id=None, label=None):
        if message.get("_deleted") or (
            message["flags"] & EPHEMERAL and message.get("_for") != user["id"]
        ):
            raise AssertionError("that person cannot see that message")
        for c in walk(message["components"]):
            if c.get("custom_id") and (
                c["custom_id"] == custom_id or (label is not None and c.get("label") == label)
            ):
                if c.get("disabled"):
                    raise AssertionError(f"{custom_id or label!r} is disabled")
                return c
        raise AssertionError(
            f"{custom_id or label!r} is not on screen: "
            f"{[(c.get('label'), c['custom_id']) for c in walk(message['components']) if c.get('custom_id')]}"
        )

    async def click(self, message, *, custom_id=None, label=None, user="Ada"):
        user = self.user(user)
        c = self._on_screen(message, user, custom_id, label)
        return await self._interact(
            3,
            {"custom_id": c["custom_id"], "component_type": 2, "id": c["id"]},
            user,
            self.channels[message["channel_id"]],
            message,
        )

    async def choose(self, message, custom_id, values, *, user="Ada"):
        user = self.user(user)
        c = self._on_screen(message, user, custom_id)
        if not set(values) <= {o["value"] for o in c["options"]}:
            raise AssertionError("no such option")
        return await self._interact(
            3,
            {"custom_id": custom_id, "component_type": 3, "id": c["id"], "values": values},
            user,
            self.channels[message["channel_id"]],
            message,
        )

    async def submit(self, interaction: Interaction, values: dict):
        """Fill in and send the modal that an interaction opened: {custom_id: text, or list of values}."""
        if interaction.type != 9:
            raise AssertionError("no form is open")

        def fill(c):
            if c["type"] == 18:
                return {"type": 18, "id": c.get("id", 1), "component": fill(c["component"])}
            if c["type"] == 1:
                return {"type": 1, "components": [fill(x) for x in c["components"]]}
            v = values.get(c["custom_id"], "")
            if c.get("required", True) and not v:
                raise AssertionError(f"required field {c['custom_id']!r} left empty")
            if c["type"] == 4:
                if not (c.get("min_length") or 0) <= len(v) <= (c.get("max_length") or 4000):
                    raise AssertionError(f"{c['custom_id']!r}: length")
                return {"type": 4, "id": c.get("id", 1), "custom_id": c["custom_id"], "value": v}
            return {
                "type": c["type"],
                "id": c.get("id", 1),
                "custom_id": c["custom_id"],
                "values": v,
            }

        rows = [fill(c) for c in interaction.data["components"] if c["type"] in (1, 18)]
        src = interaction.payload.get("message")
        return await self._interact(
            5,
            {"custom_id": interaction.data["custom_id"], "components": rows},
            interaction.user,
            self.channels[interaction.payload["channel"]["id"]],
            src and self.messages[src["id"]],
        )
