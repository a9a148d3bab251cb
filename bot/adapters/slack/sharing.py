"""An answer that one person sees in a channel, shown to everybody there when they want it."""

from __future__ import annotations

import asyncio

import structlog
from slack_sdk.errors import SlackApiError

from bot.adapters.slack.api import CANT_POST_HERE, GONE, TROUBLE, code
from bot.adapters.slack.blocks import Post, Upload, ending_in, render
from bot.adapters.slack.controls import Share
from bot.adapters.slack.incoming import channel_beside
from bot.adapters.slack.live import Target
from bot.adapters.slack.traces import mark
from bot.adapters.slack.words import escaped
from bot.adapters.slack.workspace import Workspace
from bot.messages import Place
from bot.rendering import for_others

log = structlog.get_logger()


async def share(workspace: Workspace, what: Share, user: str, response_url: str) -> None:
    """Show it in the thread, once. Raises nothing: they press again."""
    where = channel_beside(what.place)
    if where is None or what.delivery in workspace.shared:
        return
    workspace.shared.add(what.delivery)
    try:
        done = await _share(workspace, what, user, response_url, Target(*where))
    except TROUBLE as error:
        log.warning("not shared", error=code(error))
        done = False
    if not done:
        workspace.shared.discard(what.delivery)


async def _share(
    workspace: Workspace, what: Share, user: str, response_url: str, target: Target
) -> bool:
    courier, ports = workspace.courier, workspace.ports
    replies = [reply for reply in await ports.replies(what.delivery) if reply.shareable]
    profile = await workspace.people.profile(user)
    say = ports.translate((replies[0].language if replies else "") or profile.locale)
    if not replies:
        gone = say("That button doesn't work any more. Write to me, and we'll go on from here.")
        await courier.respond(response_url, _note(escaped(gone)))
        return False
    lead = _note(say("{person} shares an answer:", person=f"<@{user}>"))
    place = Place(kind="channel", name=target.channel, thread=target.thread)
    shown = await asyncio.to_thread(render, for_others(replies), place, say, ports.commands)
    name = f"{what.delivery}:shared"
    sent = await courier.traces.sent(target, name) if target.thread else set()
    try:
        for number, message in enumerate([lead, *shown]):
            if number in sent:
                continue
            if isinstance(message, Upload):
                await courier.upload(target, message)
            else:
                await courier.put(target, message, mark(name, number))
    except SlackApiError as error:
        if code(error) not in CANT_POST_HERE | GONE:
            raise
        refused = say("I may not write in this channel, so I couldn't share it.")
        await courier.respond(response_url, _note(escaped(refused)))
        return False
    before = await asyncio.to_thread(render, replies[-1].parts, what.place, say, ports.commands)
    after = ending_in(before, _note(escaped(say("Everyone here sees it now."))).blocks[0])
    texts = [message for message in after if isinstance(message, Post)]
    await courier.respond(response_url, texts[-1], instead=True)
    return True


def _note(mrkdwn: str) -> Post:
    block = {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn}]}
    return Post((block,), mrkdwn)
