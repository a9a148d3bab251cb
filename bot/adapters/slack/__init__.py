"""`studylamp slack`: Studylamp in Slack workspaces (docs/slack.md).

Events in (`incoming`, `desk`), replies out (`answers`, `blocks`, `courier`), what is seen in
between (`live`), which workspaces (`installed`, `oauth`).
"""

from bot.adapters.slack.api import make_client
from bot.adapters.slack.bot import SlackBot
from bot.adapters.slack.installed import App, Installed
from bot.adapters.slack.looking import look_up, look_up_app
from bot.adapters.slack.manifest import manifest, missing_scopes
from bot.adapters.slack.ports import PLATFORM, Ports
from bot.adapters.slack.run import Access, running

__all__ = [
    "PLATFORM",
    "Access",
    "App",
    "Installed",
    "Ports",
    "SlackBot",
    "look_up",
    "look_up_app",
    "make_client",
    "manifest",
    "missing_scopes",
    "running",
]
