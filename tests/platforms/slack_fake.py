"""A local stand-in for Slack: Web API, Events API over HTTP, and Socket Mode.

Real slack-bolt / slack-sdk talk to it over loopback sockets:

    async with FakeSlack() as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        app = AsyncApp(client=client, signing_secret=slack.signing_secret)
        handler = AsyncSocketModeHandler(app, app_token=slack.app_token, ping_interval=0.5)
        await handler.connect_async()                  # Socket Mode, or
        slack.request_url = "http://127.0.0.1:3000/slack/events"   # HTTP mode
        await slack.message("C1", "U1", "<@U0BOT> hi", mention=True)
        reply = await slack.wait_call("chat.postMessage")

The fake plays the person too: `click` and `submit` act only on what is on screen.
It is strict: wrong tokens, missing scopes, over-long blocks, used trigger ids and
late acknowledgements are answered as Slack answers them.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp
from aiohttp import WSMsgType, web

ACK_LIMIT = 3.0
REDIRECT = "https://bot.example.org/slack/oauth_redirect"

SCOPES = {  # method -> any one of these scopes
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.startStream": "chat:write",
    "chat.appendStream": "chat:write",
    "chat.stopStream": "chat:write",
    "chat.scheduleMessage": "chat:write",
    "assistant.threads.setStatus": "assistant:write|chat:write",
    "agents.sessions.setStatus": "chat:write",
    "agents.sessions.rename": "chat:write",
    "assistant.threads.setTitle": "assistant:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "reactions.add": "reactions:write",
    "reactions.remove": "reactions:write",
    "users.info": "users:read",
    "conversations.open": "im:write|mpim:write|groups:write|channels:manage",
    "conversations.replies": "channels:history|groups:history|im:history|mpim:history",
    "conversations.history": "channels:history|groups:history|im:history|mpim:history",
    "conversations.info": "channels:read|groups:read|im:read|mpim:read",
}
PLAIN_OK = {
    "views.publish",
    "reactions.add",
    "reactions.remove",
    "assistant.threads.setStatus",
    "assistant.threads.setTitle",
    "assistant.threads.setSuggestedPrompts",
    "api.test",
}


@dataclass
class Call:
    method: str
    args: dict
    token: str | None
    at: float
    response: dict = field(default_factory=dict)


@dataclass
class Delivery:
    """What became of one request sent to the app (all its attempts)."""

    acked: bool
    body: Any = None  # ack payload (dict, str or None)
    status: int | None = None  # HTTP mode only
    elapsed: float = 0.0
    attempts: int = 1


class SlackError(Exception):
    def __init__(self, code: str, **extra):
        super().__init__(code)
        self.body = {"ok": False, "error": code, **extra}


# ---------------------------------------------------------------- Block Kit limits
def _text(block, key, limit, where, required=True, plain=False):
    obj = block.get(key)
    if obj is None:
        if required:
            raise SlackError(
                "invalid_blocks",
                response_metadata={"messages": [f"[ERROR] missing {key} at {where}"]},
            )
        return
    ok = isinstance(obj, dict) and obj.get("type") in (
        ("plain_text",) if plain else ("plain_text", "mrkdwn")
    )
    if not ok or not 1 <= len(obj.get("text", "")) <= limit:
        raise SlackError(
            "invalid_blocks",
            response_metadata={
                "messages": [f"[ERROR] {key} must be 1..{limit} characters at {where}"]
            },
        )


def _need(cond, why):
    if not cond:
        raise SlackError("invalid_blocks", response_metadata={"messages": [f"[ERROR] {why}"]})


def _element(el, where):
    t = el.get("type")
    _need(len(el.get("action_id", "x")) <= 255, f"action_id > 255 at {where}")
    if t == "button":
        _text(el, "text", 75, where, plain=True)
        _need(len(el.get("value", "")) <= 2000, f"button value > 2000 at {where}")
        _need(len(el.get("url", "")) <= 3000, f"button url > 3000 at {where}")
        _need(len(el.get("accessibility_label", "")) <= 75, f"accessibility_label > 75 at {where}")
    elif t in ("static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"):
        cap = {"overflow": 5, "radio_buttons": 10, "checkboxes": 10}.get(t, 100)
        opts = el.get("options") or [o for g in el.get("option_groups", []) for o in g["options"]]
        _need(1 <= len(opts) <= cap, f"{t} needs 1..{cap} options at {where}")
        for o in opts:
            _text(o, "text", 75, where)
            _need(len(o.get("value", "")) <= 150, f"option value > 150 at {where}")
    elif t == "feedback_buttons":
        for k in ("positive_button", "negative_button"):
            _text(el.get(k) or {}, "text", 75, where, plain=True)
            _need(len(el[k].get("value", "")) <= 2000, f"feedback value > 2000 at {where}")
    elif t == "plain_text_input":
        _need(el.get("max_length", 1) <= 3000, f"max_length > 3000 at {where}")


def check_blocks(blocks, cap=50):
    _need(
        isinstance(blocks, list) and len(blocks) <= cap,
        f"no more than {cap} items allowed [json-pointer:/blocks]",
    )
    seen, markdown = set(), 0
    for i, b in enumerate(blocks):
        where, t = f"/blocks/{i}", b.get("type")
        bid = b.get("block_id")
        if bid is not None:
            _need(len(bid) <= 255 and bid not in seen, f"bad or repeated block_id at {where}")
            seen.add(bid)
        if t == "section":
            _need("text" in b or "fields" in b, f"section without text at {where}")
            _text(b, "text", 3000, where, required=False)
            _need(len(b.get("fields", [])) <= 10, f"more than 10 fields at {where}")
            for f in b.get("fields", []):
                _need(len(f["text"]) <= 2000, f"field > 2000 at {where}")
            if "accessory" in b:
                _element(b["accessory"], where)
        elif t == "header":
            _text(b, "text", 150, where, plain=True)
        elif t in ("actions", "context_actions"):
            _need(
                1 <= len(b.get("elements", [])) <= (25 if t == "actions" else 5),
                f"elements at {where}",
            )
            ids = [e.get("action_id") for e in b["elements"] if e.get("action_id")]
            _need(len(ids) == len(set(ids)), f"repeated action_id at {where}")
            for e in b["elements"]:
                _element(e, where)
        elif t == "context":
            _need(1 <= len(b.get("elements", [])) <= 10, f"context elements at {where}")
            for e in b["elements"]:
                if "text" in e and isinstance(e["text"], str):
                    _need(len(e["text"]) <= 3000, f"context text at {where}")
        elif t == "markdown":
            markdown += len(b.get("text", ""))
            _need(
                b.get("text") and markdown <= 12000,
                f"markdown over 12000 in one payload at {where}",
            )
        elif t == "image":
            _need("image_url" in b or "slack_file" in b, f"image without source at {where}")
            _need(1 <= len(b.get("alt_text", "")) <= 2000, f"image alt_text at {where}")
        elif t == "input":
            _text(b, "label", 2000, where, plain=True)
            _element(b["element"], where)
        else:
            _need(
                t
                in (
                    "divider",
                    "rich_text",
                    "table",
                    "file",
                    "video",
                    "plan",
                    "task_card",
                    "card",
                    "alert",
                    "carousel",
                    "data_table",
                    "data_visualization",
                ),
                f"unsupported type {t!r} at {where}",
            )


def all_text(x):
    """Characters of every text in a block tree."""
    if isinstance(x, dict):
        return sum(
            len(v) if k == "text" and isinstance(v, str) else all_text(v) for k, v in x.items()
        )
    return sum(map(all_text, x)) if isinstance(x, list) else 0


def check_view(view):
    for k in ("title", "submit", "close"):
        _text(view, k, 24, "/view", required=(k == "title" and view["type"] == "modal"), plain=True)
    _need(len(view.get("private_metadata", "")) <= 3000, "private_metadata > 3000")
    _need(len(view.get("callback_id", "")) <= 255, "callback_id > 255")
    check_blocks(view.get("blocks", []), 100)
    only = ("markdown", "context_actions")
    _need(all(b["type"] not in only for b in view.get("blocks", [])), f"{only} only in messages")


def elements_of(blocks):
    for b in blocks or []:
        for e in [*b.get("elements", []), b.get("accessory"), b.get("element")]:
            if isinstance(e, dict) and e.get("action_id"):
                yield b, e


def describe(message, bot):
    """One message as text, block by block."""
    ours = message["user"] == bot or "app_id" in message
    who = "Studylamp" if ours else message["user"]
    who += " (only you)" if message.get("_ephemeral_to") else ""
    who += " (still writing)" if message.get("_streaming") else ""
    blocks = [b for b in message["blocks"] if b["type"] != "rich_text"]
    lines = [_described(b) for b in blocks] or [message["text"]]
    lines += [f"[file: {f['name']}]" for f in message.get("files", [])]
    return "\n    ".join([f"{who}:", *"\n".join(lines).splitlines()])


def _described(b):
    t = b["type"]
    if t == "markdown":
        return b["text"]
    if t in ("section", "header"):
        return b["text"]["text"]
    if t == "divider":
        return "----"
    if t == "context":
        return "\n".join(f"({e['text']})" for e in b["elements"])
    if t == "actions":
        return " ".join(f"[{e['text']['text']}]" for e in b["elements"])
    if t == "context_actions":
        e = b["elements"][0]
        return f"[{e['positive_button']['text']['text']}] [{e['negative_button']['text']['text']}]"
    return f"<{t}>"


class FakeSlack:
    def __init__(
        self,
        *,
        signing_secret="signing-secret",
        bot_token="xoxb-fake",
        app_token="xapp-fake",
        team_id="T0001",
        bot_user_id="U0BOT",
        bot_id="B0BOT",
        app_id="A0001",
        client_id="1.2",
        client_secret="client-secret",
        scopes: set[str] | None = None,
        bot_events: set[str] | None = None,
    ):
        self.signing_secret, self.bot_token, self.app_token = signing_secret, bot_token, app_token
        self.team_id, self.bot_user_id, self.bot_id, self.app_id = (
            team_id,
            bot_user_id,
            bot_id,
            app_id,
        )
        self.client_id, self.client_secret = client_id, client_secret
        self.scopes, self.bot_events = scopes, bot_events  # None: everything allowed
        self.tokens = {bot_token: (team_id, bot_user_id, bot_id)}
        self.dead: dict[str, str] = {}  # token -> the error of who uses it
        self.belongs: dict[str, str] = {}  # channel or person -> team; others are everywhere
        self.token_rotation = False
        self._codes: dict[str, dict] = {}
        self._refresh: dict[str, dict] = {}
        self.patience = 10.0  # seconds a delivery waits for a connection
        self.closed: dict[str, str] = {}  # channel -> the error of who posts there
        self.request_url: str | None = None  # set: HTTP mode; None: Socket Mode
        self.retry_delays = (0.0, 0.05, 0.1)  # Slack: at once, 1 min, 5 min
        self.calls: list[Call] = []
        self.watch: Callable[[Call], None] | None = None  # hears of each call when it is done
        self.messages: dict[
            tuple[str, str], dict
        ] = {}  # (channel, ts) -> message; "_" keys are the fake's own
        self.views: dict[str, dict] = {}
        self.homes: dict[str, dict] = {}
        self.sessions: dict[tuple, dict] = {}  # (channel, thread_ts) -> {"status", "title"}
        self.files: dict[str, dict] = {}
        self.users: dict[str, dict] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self._draining: set[web.WebSocketResponse] = set()  # told to reconnect: get nothing more
        self.connections_opened = 0
        self._tickets: set[str] = set()
        self._acks: dict[str, asyncio.Future] = {}
        self._triggers: dict[str, float] = {}
        self._responders: dict[str, dict] = {}
        self._overrides: dict[str, list] = {}
        self._n = itertools.count(1)
        self._rr = itertools.count()
        self._changed = asyncio.Condition()

    # ------------------------------------------------------------ lifecycle
    async def start(self, port=0):
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/api/{method}", self._on_api)
        app.router.add_post("/upload/{id}", self._on_upload)
        app.router.add_get("/files/{id}", self._on_download)
        app.router.add_post("/response/{id}", self._on_response_url)
        app.router.add_get("/link/", self._on_socket)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]
        self.http = aiohttp.ClientSession()
        return self

    async def stop(self):
        for ws in list(self.sockets):
            await ws.close()
        await self.http.close()
        await self._runner.cleanup()

    __aenter__ = start

    async def __aexit__(self, *exc):
        await self.stop()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self):  # AsyncWebClient(base_url=...): the trailing slash matters
        return f"{self.origin}/api/"

    def ts(self):
        return f"{int(time.time())}.{next(self._n):06d}"

    def _id(self, prefix):
        return f"{prefix}{next(self._n):08d}"

    # ------------------------------------------------------------ scripted trouble
    def respond(
        self, method: str, reply: dict | Callable[[dict], dict] | web.Response, times: int = 1
    ):
        """Answer the next `times` calls of `method` with `reply`."""
        self._overrides.setdefault(method, []).extend([reply] * times)

    def rate_limit(self, method: str, retry_after: int = 1, times: int = 1):
        self.respond(
            method,
            lambda _a: web.json_response(
                {"ok": False, "error": "ratelimited"},
                status=429,
                headers={"Retry-After": str(retry_after)},
            ),
            times,
        )

    # ------------------------------------------------------------ observing
    async def _notify(self):
        async with self._changed:
            self._changed.notify_all()

    async def wait_for(self, predicate: Callable[[], Any], timeout=5.0):
        async def loop():
            async with self._changed:
                while not (value := predicate()):
                    await self._changed.wait()
                return value

        return await asyncio.wait_for(loop(), timeout)

    def calls_to(self, method):
        return [c for c in self.calls if c.method == method]

    async def wait_call(self, method, where=lambda a: True, count=1, timeout=5.0) -> Call:
        def found():
            hits = [c for c in self.calls_to(method) if c.response.get("ok") and where(c.args)]
            return hits[count - 1] if len(hits) >= count else None

        return await self.wait_for(found, timeout)

    def thread(self, channel, thread_ts):
        return [
            m
            for (c, _), m in sorted(self.messages.items())
            if c == channel and (m.get("thread_ts") == thread_ts or m["ts"] == thread_ts)
        ]

    # ------------------------------------------------------------ Web API
    async def _on_api(self, request: web.Request):
        method = request.match_info["method"]
        args = dict(request.query)
        if request.content_type == "application/json":
            args.update(await request.json())
        elif request.can_read_body:
            args.update(dict((await request.post()).items()))
        for k, v in list(args.items()):
            if isinstance(v, str) and k in (
                "blocks",
                "view",
                "files",
                "metadata",
                "chunks",
                "attachments",
                "prompts",
            ):
                args[k] = json.loads(v)
        token = request.headers.get("Authorization", "").removeprefix(
            "Bearer "
        ).strip() or args.get("token")
        args.pop("token", None)
        call = Call(method, args, token, time.monotonic())
        self.calls.append(call)
        try:
            if self._overrides.get(method):
                reply = self._overrides[method].pop(0)
                reply = reply(args) if callable(reply) else reply
                if isinstance(reply, web.Response):
                    call.response = {"ok": False, "status": reply.status}
                    return reply
                call.response = reply
            else:
                call.response = {"ok": True, **self._handle(method, args, token, request)}
        except SlackError as e:
            call.response = e.body
        finally:
            if self.watch:
                self.watch(call)
            await self._notify()
        return web.json_response(
            call.response, headers={"x-oauth-scopes": ",".join(sorted(self.scopes or []))}
        )

    def _handle(self, method, a, token, request) -> dict:
        if method == "oauth.v2.access":
            return self._access(a, request)
        if method == "apps.connections.open":
            if token != self.app_token:
                raise SlackError("invalid_auth" if token else "not_authed")
            ticket = self._id("ticket")
            self._tickets.add(ticket)
            self.connections_opened += 1
            return {"url": f"ws://127.0.0.1:{self.port}/link/?ticket={ticket}&app_id={self.app_id}"}
        if token in self.dead:
            raise SlackError(self.dead[token])
        if token not in self.tokens:
            raise SlackError("invalid_auth" if token else "not_authed")
        team, bot_user, bot_id = self.tokens[token]
        for name in ("channel", "channel_id", "user", "user_id", "users"):
            if self.belongs.get(str(a.get(name)), team) != team:
                raise SlackError("user_not_found" if "user" in name else "channel_not_found")
        if (
            self.scopes is not None
            and method in SCOPES
            and not self.scopes & set(SCOPES[method].split("|"))
        ):
            raise SlackError(
                "missing_scope", needed=SCOPES[method], provided=",".join(sorted(self.scopes))
            )
        if isinstance(a.get("blocks"), list) and method.startswith("chat."):
            check_blocks(a["blocks"])
            if (
                all_text(a["blocks"]) > 13_000
            ):  # undocumented sum, seen near 13,200 (bolt-js issue 2509)
                raise SlackError("msg_blocks_too_long")
        fn = getattr(self, "_m_" + method.replace(".", "_"), None)
        if fn:
            return fn(a, team, bot_user, bot_id) or {}
        if method == "auth.revoke":
            self.dead[token] = "token_revoked"
            return {"revoked": True}
        if method == "auth.test":
            return {
                "url": "https://fake.slack.com/",
                "team": "Fake",
                "user": "tutor",
                "team_id": team,
                "user_id": bot_user,
                "bot_id": bot_id,
                "is_enterprise_install": False,
            }
        if method in PLAIN_OK:
            if method == "views.publish":
                check_view(a["view"])
                self.homes[a["user_id"]] = a["view"]
                return {"view": {"id": self._id("V"), **a["view"]}}
            if method.endswith("setSuggestedPrompts") and not 1 <= len(a["prompts"]) <= 4:
                raise SlackError("invalid_arguments")
            if method.endswith("setStatus") and "channel_id" not in a:
                raise SlackError("invalid_arguments")
            return {}
        raise SlackError("unknown_method", req_method=method)

    # ------------------------------------------------------------ OAuth
    def consent(self, url: str, team="T0002", *, whole_organisation=False) -> str:
        """A person allows what the page at `url` asks for. Returns where Slack sends them then."""
        address = urlsplit(url)
        asked = dict(parse_qsl(address.query, keep_blank_values=True))
        if f"{address.scheme}://{address.netloc}" != self.origin:
            raise AssertionError(f"not Slack's page: {url}")
        if address.path != "/oauth/v2/authorize" or asked.get("client_id") != self.client_id:
            raise AssertionError(f"Slack shows an error instead of asking: {url}")
        wanted = set(asked["scope"].split(","))
        if self.scopes is not None and not wanted <= self.scopes:
            raise AssertionError(f"invalid_scope: {wanted - self.scopes}")
        code = self._id("code.")
        self._codes[code] = {
            "team": None if whole_organisation else team,
            "enterprise": "E0001" if whole_organisation else None,
            "scope": asked["scope"],
            "used": False,
        }
        return f"{REDIRECT}?{urlencode({'code': code, 'state': asked['state']})}"

    def expire_code(self, code: str):
        """A code is good for ten minutes."""
        self._codes[code]["expired"] = True

    def _access(self, a, request):
        auth = None
        if request is not None and "Authorization" in request.headers:
            auth = aiohttp.BasicAuth.decode(request.headers["Authorization"])
        login, secret = (
            (auth.login, auth.password) if auth else (a.get("client_id"), a.get("client_secret"))
        )
        if login != self.client_id:
            raise SlackError("invalid_client_id")
        if secret != self.client_secret:
            raise SlackError("bad_client_secret")
        if a.get("grant_type") == "refresh_token":
            given = self._refresh.pop(a.get("refresh_token"), None)
            if given is None:
                raise SlackError("invalid_refresh_token")
            return self._granted(given)
        given = self._codes.get(a.get("code"))
        if given is None:
            raise SlackError("invalid_code")
        if given["used"]:
            raise SlackError("code_already_used")
        if given.get("expired"):
            raise SlackError("code_expired")
        given["used"] = True
        return self._granted(given)

    def _granted(self, given):
        """A token for who consented; with rotation, one that expires and what gets the next."""
        name = given["team"] or given["enterprise"]
        token = f"xoxb-{name}-{next(self._n)}"
        self.tokens[token] = (name, f"UBOT{name}", f"BBOT{name}")
        expiring = {}
        if self.token_rotation:
            refresh = f"xoxe-1-{name}-{next(self._n)}"
            self._refresh[refresh] = given
            expiring = {"refresh_token": refresh, "expires_in": 43200}
        return {
            "app_id": self.app_id,
            "token_type": "bot",
            "access_token": token,
            "bot_user_id": f"UBOT{name}",
            "scope": given["scope"],
            "team": {"id": name, "name": f"Team {name}"} if given["team"] else None,
            "enterprise": {"id": name, "name": "Org"} if given["enterprise"] else None,
            "authed_user": {"id": "U_INSTALLER"},
            "is_enterprise_install": bool(given["enterprise"]),
            **expiring,
        }

    async def uninstall(self, team, **how):
        """Somebody removes the app: its tokens die, and it is told so twice."""
        bot = None
        for token, (where, bot_user, _) in self.tokens.items():
            if where == team:
                self.dead[token], bot = "account_inactive", bot_user
        tokens = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot]}}
        await self.event(tokens, team=team, **how)
        return await self.event({"type": "app_uninstalled"}, team=team, **how)

    def team_of(self, name):
        return self.belongs.get(name, self.team_id)

    # messages
    def _post(self, a, bot_user, bot_id, **extra):
        if a["channel"] in self.closed:
            raise SlackError(self.closed[a["channel"]])
        text = a.get("text") or ""
        if not (text or a.get("blocks") or a.get("markdown_text") or a.get("attachments")):
            raise SlackError("no_text")
        if len(a.get("markdown_text") or "") > 12000:
            raise SlackError("msg_too_long")
        msg = {
            "type": "message",
            "channel": a["channel"],
            "ts": self.ts(),
            "user": bot_user,
            "bot_id": bot_id,
            "app_id": self.app_id,
            "team": self.team_of(a["channel"]),
            "text": (text or a.get("markdown_text") or "")[:40000],
            "blocks": self._with_ids(a.get("blocks") or []),
            "_edits": [],
            **extra,
        }
        for k in ("thread_ts", "metadata"):
            if a.get(k):
                msg[k] = a[k]
        if msg.get("thread_ts") and (a["channel"], msg["thread_ts"]) not in self.messages:
            raise SlackError("thread_not_found")
        self.messages[a["channel"], msg["ts"]] = msg
        return msg

    def _with_ids(self, blocks):
        return [{"block_id": self._id("b"), **b} for b in blocks]

    def _own(self, a, bot_user):
        msg = self.messages.get((a.get("channel"), a.get("ts")))
        if not msg or msg.get("_deleted"):
            raise SlackError("message_not_found")
        if msg["user"] != bot_user:
            raise SlackError("cant_update_message")
        return msg

    @staticmethod
    def public(msg):
        return {k: v for k, v in msg.items() if not k.startswith("_")}

    def _m_chat_postMessage(self, a, team, bu, bi):
        m = self._post(a, bu, bi)
        return {"channel": a["channel"], "ts": m["ts"], "message": self.public(m)}

    def _m_chat_postEphemeral(self, a, team, bu, bi):
        m = self._post(a, bu, bi, _ephemeral_to=a["user"])
        return {"message_ts": m["ts"]}

    def _m_chat_update(self, a, team, bu, bi):
        m = self._own(a, bu)
        if m.get("_streaming"):
            raise SlackError("streaming_state_conflict")
        if m.get("_ephemeral_to"):
            raise SlackError("cant_update_message")
        m["_edits"].append(m["text"])
        m["text"] = a.get("text") or a.get("markdown_text") or m["text"]
        if "blocks" in a:
            m["blocks"] = self._with_ids(a["blocks"])
        if "metadata" in a:
            m["metadata"] = a["metadata"]
        return {
            "channel": a["channel"],
            "ts": a["ts"],
            "text": m["text"],
            "message": self.public(m),
        }

    def _m_chat_delete(self, a, team, bu, bi):
        self._own(a, bu)["_deleted"] = True
        return {"channel": a["channel"], "ts": a["ts"]}

    # streaming: the helper sends `chunks`, plain callers `markdown_text`; both append
    def _stream_text(self, a):
        if len(a.get("markdown_text") or "") > 12000:
            raise SlackError("msg_too_long")
        return (a.get("markdown_text") or "") + "".join(
            c.get("text", "") for c in a.get("chunks") or [] if c["type"] == "markdown_text"
        )

    def _m_chat_startStream(self, a, team, bu, bi):
        if not a.get("thread_ts"):
            raise SlackError("invalid_arguments")
        if not a["channel"].startswith("D"):
            for k in ("recipient_team_id", "recipient_user_id"):
                if not a.get(k):
                    raise SlackError(f"missing_{k}")
        m = self._post(
            {**a, "text": self._stream_text(a) or "\u200b", "blocks": None}, bu, bi, _streaming=True
        )
        m["text"] = self._stream_text(a)
        m["_appends"] = 1
        return {"channel": a["channel"], "ts": m["ts"]}

    def _m_chat_appendStream(self, a, team, bu, bi):
        m = self._own(a, bu)
        if not m.get("_streaming"):
            raise SlackError("message_not_in_streaming_state")
        m["text"] += self._stream_text(a)
        m["_appends"] += 1
        return {"channel": a["channel"], "ts": m["ts"]}

    def _m_chat_stopStream(self, a, team, bu, bi):
        self._m_chat_appendStream(a, team, bu, bi)
        m = self.messages[a["channel"], a["ts"]]
        m["_streaming"] = False
        if a.get("session_status"):
            self.sessions.setdefault((a["channel"], m["thread_ts"]), {"title": ""})["status"] = a[
                "session_status"
            ]
        m["blocks"] = self._with_ids(a.get("blocks") or [])
        m["metadata"] = a.get("metadata")
        return {"channel": a["channel"], "ts": m["ts"], "message": self.public(m)}

    def expire_stream(self, channel, ts):
        """Slack ends a stream after about five minutes; only chat.update still works on it then."""
        self.messages[channel, ts]["_streaming"] = False

    # reading
    def _m_conversations_replies(self, a, team, bu, bi):
        msgs = [
            self._read(m, a)
            for m in self.thread(a["channel"], a["ts"])
            if not m.get("_ephemeral_to") and not m.get("_deleted")
        ]
        if not msgs:
            raise SlackError("thread_not_found")
        return {"messages": msgs, "has_more": False}

    def _m_conversations_history(self, a, team, bu, bi):
        return {
            "messages": [
                self._read(m, a)
                for (c, _), m in sorted(self.messages.items(), reverse=True)
                if c == a["channel"] and not m.get("_ephemeral_to") and not m.get("_deleted")
            ][: int(a.get("limit") or 100)],
            "has_more": False,
        }

    def _read(self, msg, a):
        """Metadata is given only to who asks for it."""
        wanted = str(a.get("include_all_metadata", "")).lower() in ("1", "true")
        return {k: v for k, v in self.public(msg).items() if wanted or k != "metadata"}

    def _m_conversations_open(self, a, team, bu, bi):
        return {"channel": {"id": "D" + a["users"].removeprefix("U")}}

    def _m_conversations_info(self, a, team, bu, bi):
        im = a["channel"].startswith("D")
        return {
            "channel": {
                "id": a["channel"],
                "name": a["channel"].lower(),
                "is_im": im,
                "is_channel": not im,
            }
        }

    def _tells_email(self, user):
        return "email" in user and (self.scopes is None or "users:read.email" in self.scopes)

    def _m_users_info(self, a, team, bu, bi):
        u = self.users.get(a["user"], {})
        return {
            "user": {
                "id": a["user"],
                "team_id": u.get("team_id", team),
                "name": a["user"].lower(),
                "tz": u.get("tz", "Europe/Paris"),
                "tz_offset": u.get("tz_offset", 3600),
                "locale": u.get("locale", "en-US"),
                "is_bot": False,
                "enterprise_user": u.get("enterprise_user"),
                "profile": {
                    "display_name": u.get("name", a["user"]),
                    "real_name": u.get("name", a["user"]),
                    **({"email": u["email"]} if self._tells_email(u) else {}),
                },
            }
        }

    # views
    def _use_trigger(self, trigger):
        born = self._triggers.get(trigger)
        if born is None:
            raise SlackError("invalid_trigger_id")
        if born < 0:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - born > 3:
            raise SlackError("expired_trigger_id")
        self._triggers[trigger] = -1

    def _m_views_open(self, a, team, bu, bi, root=None):
        check_view(a["view"])
        self._use_trigger(a.get("trigger_id"))
        vid = self._id("V")
        view = {
            "id": vid,
            "team_id": team,
            "app_id": self.app_id,
            "bot_id": bi,
            "hash": self._id("h"),
            "root_view_id": root or vid,
            "previous_view_id": None,
            "state": {"values": {}},
            "private_metadata": "",
            "callback_id": "",
            **a["view"],
            "blocks": self._with_ids(a["view"]["blocks"]),
        }
        self.views[vid] = view
        return {"view": view}

    _m_views_push = _m_views_open

    def _m_views_update(self, a, team, bu, bi):
        check_view(a["view"])
        view = self.views.get(a.get("view_id") or "")
        if not view:
            raise SlackError("not_found")
        if a.get("hash") and a["hash"] != view["hash"]:
            raise SlackError("hash_conflict")
        view.update(a["view"], blocks=self._with_ids(a["view"]["blocks"]), hash=self._id("h"))
        return {"view": view}

    # agent sessions (2026): status, title, and the stop button of a thread
    def _m_agents_sessions_setStatus(self, a, team, bu, bi):
        if a.get("status") not in ("active", "processing", "suspended", "closed"):
            raise SlackError("invalid_arguments")
        s = self.sessions.setdefault(
            (a.get("channel_id"), a.get("thread_ts")), {"title": (a.get("title") or "")[:200]}
        )
        s["status"] = a["status"]
        warn = (
            a["status"] == "processing"
            and self.bot_events is not None
            and "agent_session_stopped" not in self.bot_events
        )
        return {
            "status": s["status"],
            **({"warning": "missing_agent_session_stopped_event_subscription"} if warn else {}),
        }

    def _m_agents_sessions_rename(self, a, team, bu, bi):
        s = self.sessions.get((a.get("channel_id"), a.get("thread_ts")))
        if not s:
            raise SlackError("session_not_found")
        s["title"] = a["title"]

    # files: three steps, as files_upload_v2 does them
    def _m_files_getUploadURLExternal(self, a, team, bu, bi):
        fid = self._id("F")
        self.files[fid] = {
            "id": fid,
            "name": a["filename"],
            "size": int(a["length"]),
            "alt_txt": a.get("alt_txt"),
        }
        return {"upload_url": f"{self.origin}/upload/{fid}", "file_id": fid}

    def shared(self, name, data: bytes, mimetype="text/plain", **more):
        """A file that a person shares, as an event describes it (for `message(files=[…])`)."""
        fid = self._id("F")
        self.files[fid] = {"id": fid, "name": name, "content": data}
        return {"id": fid, "name": name, "mimetype": mimetype, "size": len(data),
                "url_private": f"{self.origin}/files/{fid}", **more}  # fmt: skip

    async def _on_download(self, request):
        """Without a token that may read files, Slack shows its login page, with status 200."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        may = self.scopes is None or "files:read" in self.scopes
        if token not in self.tokens or not may:
            return web.Response(text="<html>Sign in to Slack</html>", content_type="text/html")
        return web.Response(body=self.files[request.match_info["id"]]["content"])

    async def _on_upload(self, request):
        f = self.files[request.match_info["id"]]
        f["content"] = await request.read()
        return web.Response(text=f"OK - {len(f['content'])}")

    def _m_files_completeUploadExternal(self, a, team, bu, bi):
        for f in a["files"]:
            have = self.files.get(f["id"], {})
            if len(have.get("content", b"")) != have.get("size"):
                raise SlackError("file_update_failed")
            if a.get("channel_id"):  # Slack posts the message that has the file
                about = {"id": f["id"], "name": have.get("alt_txt") or have["name"]}
                where = {"channel": a["channel_id"], "thread_ts": a.get("thread_ts")}
                self._post({**where, "text": " "}, bu, bi, files=[about])
            have.update(
                title=f.get("title"),
                channel=a.get("channel_id"),
                thread_ts=a.get("thread_ts"),
                done=True,
            )
        return {"files": [{"id": f["id"], "title": f.get("title")} for f in a["files"]]}

    async def _on_response_url(self, request):
        rid, body = request.match_info["id"], await request.json()
        ctx = self._responders.get(rid)
        if ctx is None or ctx["uses"] >= 5:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        ctx["uses"] += 1
        call = Call("response_url", body, None, time.monotonic(), {"ok": True})
        try:
            if body.get("blocks"):
                check_blocks(body["blocks"])
            msg = self.messages.get((ctx["channel"], ctx.get("ts")))
            if body.get("delete_original") and msg:
                msg["_deleted"] = True
            elif body.get("replace_original") and msg:
                msg["_edits"].append(msg["text"])
                msg.update(
                    text=body.get("text", ""), blocks=self._with_ids(body.get("blocks") or [])
                )
            else:
                public = body.get("response_type") == "in_channel"
                self._post(
                    {
                        "channel": ctx["channel"],
                        **{k: v for k, v in body.items() if k != "thread_ts"},
                    },
                    self.bot_user_id,
                    self.bot_id,
                    **({} if public else {"_ephemeral_to": ctx["user"]}),
                )
        except SlackError as e:
            call.response = e.body
        self.calls.append(call)
        await self._notify()
        return (
            web.Response(text="ok")
            if call.response["ok"]
            else web.json_response(call.response, status=400)
        )

    # ------------------------------------------------------------ Socket Mode
    async def _on_socket(self, request):
        ticket = request.query.get("ticket")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse(heartbeat=None)
        await ws.prepare(request)
        self.sockets.append(ws)
        await ws.send_json(
            {
                "type": "hello",
                "num_connections": len(self.sockets),
                "connection_info": {"app_id": self.app_id},
                "debug_info": {"host": "fake", "approximate_connection_time": 18060},
            }
        )
        if len(self.sockets) > 10:
            await ws.send_json(
                {"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}}
            )
        await self._notify()
        try:
            async for m in ws:
                if m.type == WSMsgType.TEXT:
                    data = json.loads(m.data)
                    fut = self._acks.get(data.get("envelope_id"))
                    if fut and not fut.done():
                        fut.set_result(data.get("payload"))
        finally:
            self.sockets.remove(ws)
            await self._notify()
        return ws

    @property
    def live(self):
        return [w for w in self.sockets if not w.closed and w not in self._draining]

    async def wait_connected(self, n=1, timeout=10.0):
        await self.wait_for(lambda: len(self.live) >= n, timeout)

    async def refresh(self, reason="refresh_requested"):
        """Ask every client to reconnect, as Slack does every few hours."""
        for ws in list(self.sockets):
            self._draining.add(ws)
            await ws.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}}
            )

    async def drop(self):
        """Cut every socket without a goodbye."""
        for ws in list(self.sockets):
            self._draining.add(ws)
            ws._req.transport.abort()

    # ------------------------------------------------------------ sending to the app
    async def deliver(
        self, kind: str, payload: dict, *, retries: int = 0, limit: float = ACK_LIMIT
    ) -> Delivery:
        """kind: events_api | slash_commands | interactive. Retries only what is not acknowledged in time."""
        started, attempt, result = time.monotonic(), 0, None
        while True:
            send = self._deliver_http if self.request_url else self._deliver_socket
            result = await send(kind, payload, attempt, limit)
            result.attempts, result.elapsed = attempt + 1, time.monotonic() - started
            if result.acked or attempt >= retries:
                return result
            await asyncio.sleep(self.retry_delays[min(attempt, len(self.retry_delays) - 1)])
            attempt += 1

    async def _deliver_socket(self, kind, payload, attempt, limit):
        await self.wait_connected(timeout=self.patience)
        ws = self.live[
            next(self._rr) % len(self.live)
        ]  # one connection gets it; which one is Slack's choice
        eid = self._id("env")
        env = {
            "envelope_id": eid,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            env.update(retry_attempt=attempt, retry_reason="timeout" if attempt else "")
        fut = self._acks[eid] = asyncio.get_running_loop().create_future()
        await ws.send_json(env)
        try:
            return Delivery(True, await asyncio.wait_for(fut, limit))
        except TimeoutError:
            return Delivery(False)

    def sign(self, body: bytes, timestamp: int | None = None) -> dict:
        t = str(int(time.time()) if timestamp is None else timestamp)
        mac = hmac.new(
            self.signing_secret.encode(), b"v0:" + t.encode() + b":" + body, hashlib.sha256
        ).hexdigest()
        return {"X-Slack-Request-Timestamp": t, "X-Slack-Signature": "v0=" + mac}

    async def _deliver_http(self, kind, payload, attempt, limit):
        if kind == "events_api":
            body, ctype = json.dumps(payload).encode(), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, ctype = urlencode(form).encode(), "application/x-www-form-urlencoded"
        headers = {
            "Content-Type": ctype,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **self.sign(body),
        }
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
        try:
            async with self.http.post(
                self.request_url,
                data=body,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=limit),
            ) as r:
                raw = await r.text()
                got = (
                    json.loads(raw)
                    if r.content_type == "application/json" and raw
                    else (raw or None)
                )
                return Delivery(r.status == 200, got, r.status)
        except (TimeoutError, aiohttp.ClientError):
            return Delivery(False)

    # ------------------------------------------------------------ what people do
    def _responder(self, channel, user, ts=None):
        rid = self._id("resp")
        self._responders[rid] = {"channel": channel, "user": user, "ts": ts, "uses": 0}
        return f"{self.origin}/response/{rid}"

    def _trigger(self):
        t = self._id("trigger.")
        self._triggers[t] = time.monotonic()
        return t

    async def event(self, event: dict, *, team=None, event_id=None, **how) -> Delivery:
        team = team or self.team_of(event.get("channel") or event.get("user"))
        name = event["type"]
        if name == "message":
            name = {
                "im": "message.im",
                "channel": "message.channels",
                "group": "message.groups",
                "mpim": "message.mpim",
            }[event.get("channel_type", "channel")]
        if self.bot_events is not None and name not in self.bot_events:
            return Delivery(False, "not subscribed")
        bot_user = next((u for t, u, _ in self.tokens.values() if t == team), self.bot_user_id)
        event.setdefault("event_ts", self.ts())
        return await self.deliver(
            "events_api",
            {
                "token": "legacy",
                "team_id": team,
                "api_app_id": self.app_id,
                "event": event,
                "type": "event_callback",
                "event_id": event_id or self._id("Ev"),
                "event_time": int(time.time()),
                "is_ext_shared_channel": False,
                "authorizations": [
                    {
                        "enterprise_id": None,
                        "team_id": team,
                        "user_id": bot_user,
                        "is_bot": True,
                        "is_enterprise_install": False,
                    }
                ],
                "event_context": "4-fake",
            },
            **how,
        )

    async def message(
        self,
        channel,
        user,
        text,
        *,
        thread_ts=None,
        mention=False,
        files=None,
        both=False,
        team=None,
        **how,
    ):
        """A person writes. `mention` sends app_mention; `both` sends message.* too (other event_id, same ts).
        Returns (ts, Delivery)."""
        ts = self.ts()
        ctype = "im" if channel.startswith("D") else "channel"
        ev = {
            "user": user,
            "text": text,
            "ts": ts,
            "event_ts": ts,
            "channel": channel,
            "team": team or self.team_of(channel),
            "client_msg_id": self._id("cm"),
            "blocks": [
                {
                    "type": "rich_text",
                    "block_id": self._id("b"),
                    "elements": [
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
                    ],
                }
            ],
        }
        if thread_ts:
            ev["thread_ts"] = thread_ts
        if files:
            ev.update(files=files, subtype="file_share")
        self.messages[channel, ts] = {"type": "message", **ev, "_edits": []}
        plain = {**ev, "type": "message", "channel_type": ctype}
        if not mention:
            return ts, await self.event(plain, team=team, **how)
        result = await self.event({**ev, "type": "app_mention"}, team=team, **how)
        if both:
            await self.event(plain, team=team, **how)
        return ts, result

    async def message_unseen(self, channel, user, text):
        """A person writes while nothing is delivered to the app. Returns (ts, None)."""
        ts = self.ts()
        self.messages[channel, ts] = {
            "type": "message", "channel": channel, "ts": ts, "user": user, "text": text,
            "blocks": [], "_edits": [],
        }  # fmt: skip
        return ts, None

    async def half_written(self, channel, thread_ts, text):
        """A text of the app's that is still growing, though whoever wrote it is gone."""
        where = {"channel": channel, "thread_ts": thread_ts, "text": text}
        self._post(where, self.bot_user_id, self.bot_id, _streaming=True, _appends=1)

    async def edit(self, channel, ts, text, *, mention=False, **how):
        """Their author changes a message. With a mention in the new text Slack sends app_mention
        again, with the message's own ts; message_changed to who subscribes to messages there."""
        old = self.public(self.messages[channel, ts])
        new = {**old, "text": text, "edited": {"user": old["user"], "ts": self.ts()}}
        self.messages[channel, ts]["text"] = text
        if mention:
            told = await self.event({**new, "type": "app_mention", "channel": channel,
                                     "event_ts": self.ts()}, **how)  # fmt: skip
            if self.bot_events is not None:
                return told
        return await self.event(
            {
                "type": "message",
                "subtype": "message_changed",
                "channel": channel,
                "hidden": True,
                "channel_type": "im" if channel.startswith("D") else "channel",
                "ts": self.ts(),
                "message": new,
                "previous_message": old,
            },
            **how,
        )

    async def delete(self, channel, ts, **how):
        """Their author takes a message back."""
        old = self.public(self.messages[channel, ts])
        self.messages[channel, ts]["_deleted"] = True
        return await self.event(
            {
                "type": "message",
                "subtype": "message_deleted",
                "channel": channel,
                "hidden": True,
                "channel_type": "im" if channel.startswith("D") else "channel",
                "ts": self.ts(),
                "deleted_ts": ts,
                "previous_message": old,
            },
            **how,
        )

    async def open_assistant(self, channel, user, context=None, **how):
        """The person opens the assistant pane. Returns (thread_ts, Delivery)."""
        ts = self.ts()
        self.messages[channel, ts] = {
            "type": "message",
            "channel": channel,
            "ts": ts,
            "user": self.bot_user_id,
            "bot_id": self.bot_id,
            "text": "New Assistant Thread",
            "thread_ts": ts,
            "_edits": [],
        }
        ev = {
            "type": "assistant_thread_started",
            "assistant_thread": {
                "user_id": user,
                "channel_id": channel,
                "thread_ts": ts,
                "context": context
                or {"channel_id": "C0001", "team_id": self.team_id, "enterprise_id": None},
            },
        }
        return ts, await self.event(ev, **how)

    async def press_stop(self, channel, thread_ts, user, **how):
        """The stop button of a working agent session: Slack ends its streams, then tells the app."""
        live = [
            m
            for (c, _), m in self.messages.items()
            if c == channel and m.get("thread_ts") == thread_ts and m.get("_streaming")
        ]
        for m in live:
            m["_streaming"] = False
        return await self.event(
            {
                "type": "agent_session_stopped",
                "channel": channel,
                "thread_ts": thread_ts,
                "user": user,
                "streaming_message_ts": [m["ts"] for m in live],
            },
            **how,
        )

    async def look_at(self, channel, user, **how):
        """agent_view: what the person is viewing beside the agent."""
        return await self.event(
            {
                "type": "app_context_changed",
                "user": user,
                "channel": "D" + user.removeprefix("U"),
                "context": {
                    "entities": [
                        {
                            "type": "slack#/types/channel_id",
                            "value": channel,
                            "team_id": self.team_id,
                        }
                    ]
                },
            },
            **how,
        )

    async def open_home(self, user, tab="home", **how):
        """tab="messages" is how an agent_view app learns that its DM was opened."""
        return await self.event(
            {
                "type": "app_home_opened",
                "user": user,
                "tab": tab,
                "channel": "D" + user.removeprefix("U"),
                **({"view": self.homes[user]} if user in self.homes else {}),
            },
            **how,
        )

    async def command(self, command, text, *, user="U1", channel="C0001", **how):
        return await self.deliver(
            "slash_commands",
            {
                "token": "legacy",
                "team_id": self.team_of(user),
                "team_domain": "fake",
                "channel_id": channel,
                "channel_name": "general",
                "user_id": user,
                "user_name": user.lower(),
                "command": command,
                "text": text,
                "api_app_id": self.app_id,
                "is_enterprise_install": "false",
                "response_url": self._responder(channel, user),
                "trigger_id": self._trigger(),
            },
            **how,
        )

    def _who(self, user):
        return {
            "user": {
                "id": user,
                "username": user.lower(),
                "name": user.lower(),
                "team_id": self.team_of(user),
            },
            "team": {"id": self.team_of(user), "domain": "fake"},
            "enterprise": None,
            "is_enterprise_install": False,
            "api_app_id": self.app_id,
            "token": "legacy",
            "trigger_id": self._trigger(),
        }

    async def click(
        self,
        message: dict,
        action_id: str,
        *,
        user="U1",
        option: str | None = None,
        positive=True,
        **how,
    ):
        """Press what is on a message: a button, a feedback button, or choose a select's option."""
        if message.get("_deleted") or message.get("_ephemeral_to", user) != user:
            raise AssertionError("that person cannot see that message")
        hits = [(b, e) for b, e in elements_of(message["blocks"]) if e["action_id"] == action_id]
        if not hits:
            raise AssertionError(
                f"no element {action_id!r} on screen: {[e['action_id'] for _, e in elements_of(message['blocks'])]}"
            )
        block, el = hits[0]
        act = {
            "type": el["type"],
            "action_id": action_id,
            "block_id": block["block_id"],
            "action_ts": self.ts(),
        }
        if el["type"] == "feedback_buttons":
            part = el["positive_button" if positive else "negative_button"]
            act.update(text=part["text"], value=part.get("value"))
        elif el["type"] == "button":
            act.update(text=el["text"], **({"value": el["value"]} if "value" in el else {}))
        else:
            act["selected_option"] = next(o for o in el["options"] if o["value"] == option)
        ch, ts, eph = message["channel"], message["ts"], "_ephemeral_to" in message
        return await self.deliver(
            "interactive",
            {
                "type": "block_actions",
                **self._who(user),
                "channel": {"id": ch, "name": "general"},
                "container": {
                    "type": "message",
                    "message_ts": ts,
                    "channel_id": ch,
                    "is_ephemeral": eph,
                    **({"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}),
                },
                **({} if eph else {"message": self.public(message)}),
                "state": {"values": {}},
                "response_url": self._responder(ch, user, ts),
                "actions": [act],
            },
            **how,
        )

    async def press_home(self, user, action_id, **how):
        """Press a button of App Home."""
        view = self.homes[user]
        block, el = next(
            (b, e) for b, e in elements_of(view["blocks"]) if e["action_id"] == action_id
        )
        act = {"type": "button", "action_id": action_id, "block_id": block.get("block_id", "b"),
               "action_ts": self.ts(), "text": el["text"], "value": el["value"]}  # fmt: skip
        return await self.deliver(
            "interactive",
            {
                "type": "block_actions",
                **self._who(user),
                "container": {"type": "view", "view_id": "V1"},
                "view": view,
                "actions": [act],
            },
            **how,
        )

    async def shortcut(self, message, callback_id, *, user="U1", **how):
        """Use a message shortcut on a message."""
        ch = message["channel"]
        return await self.deliver(
            "interactive",
            {
                "type": "message_action",
                **self._who(user),
                "callback_id": callback_id,
                "channel": {"id": ch, "name": "general"},
                "message_ts": message["ts"],
                "message": self.public(message),
                "action_ts": self.ts(),
                "response_url": self._responder(ch, user),
            },
            **how,
        )

    # ------------------------------------------------------------ what people see
    def seen(self, channel, user, thread_ts=None):
        """The messages of a channel or thread that a person sees, oldest first."""
        return [
            m
            for (c, _), m in sorted(self.messages.items())
            if c == channel
            and not m.get("_deleted")
            and m.get("_ephemeral_to", user) == user
            and (thread_ts is None or thread_ts in (m["ts"], m.get("thread_ts")))
        ]

    def screen(self, channel, user, thread_ts=None):
        """The same as text: for reading, and for snapshots."""
        return "\n".join(describe(m, self.bot_user_id) for m in self.seen(channel, user, thread_ts))

    async def submit(self, view: dict, values: dict[str, Any], *, user="U1", **how):
        """Fill in and send a modal: {action_id: text or option value}."""
        state: dict = {}
        for b in view["blocks"]:
            el = b.get("element") if b["type"] == "input" else None
            if not el:
                continue
            v = values.get(el["action_id"])
            if v is None and not b.get("optional"):
                raise AssertionError(f"required input {el['action_id']!r} left empty")
            if el["type"] in ("static_select", "radio_buttons"):
                got = {"selected_option": next((o for o in el["options"] if o["value"] == v), None)}
            elif el["type"] in ("checkboxes", "multi_static_select"):
                got = {"selected_options": [o for o in el["options"] if o["value"] in (v or [])]}
            else:
                got = {"value": v}
            state.setdefault(b["block_id"], {})[el["action_id"]] = {"type": el["type"], **got}
        view = {**view, "state": {"values": state}}
        return await self.deliver(
            "interactive",
            {"type": "view_submission", **self._who(user), "view": view, "response_urls": []},
            **how,
        )
