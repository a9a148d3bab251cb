"""`studylamp chat`: a conversation in the terminal, or through a pipe as plain lines."""

from bot.adapters.console.chat import Chat
from bot.adapters.console.display import Display, show
from bot.adapters.console.entry import Entry, LineEntry, PromptEntry
from bot.adapters.console.plain import PlainScreen
from bot.adapters.console.screen import Screen
from bot.adapters.console.suggestions import Suggestions
from bot.adapters.console.terminal import RichScreen, best_screen, make_console

__all__ = [
    "Chat",
    "Display",
    "Entry",
    "LineEntry",
    "PlainScreen",
    "PromptEntry",
    "RichScreen",
    "Screen",
    "Suggestions",
    "best_screen",
    "make_console",
    "show",
]
