"""`studylamp slack`: Studylamp in a Slack workspace (docs/slack.md).

Events in (`incoming`), replies out (`blocks`, `courier`), what is seen in between (`live`).
"""

from bot.adapters.slack.api import make_client
from bot.adapters.slack.bot import SlackBot
from bot.adapters.slack.looking import look_up
from bot.adapters.slack.manifest import manifest
from bot.adapters.slack.run import Access, running

__all__ = ["Access", "SlackBot", "look_up", "make_client", "manifest", "running"]
