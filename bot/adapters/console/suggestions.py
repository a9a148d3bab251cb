"""What can be completed after a slash: the commands, and what the last answer offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer


class Suggestions:
    """Kept up to date by the chat; read by the prompt."""

    def __init__(self, commands: Mapping[str, str]) -> None:
        """
        Args:
            commands: name without slash -> one line on what it does.
        """
        self._commands = {f"/{name}": summary for name, summary in commands.items()}
        self._offered: dict[str, str] = {}

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """What is on offer now: what to type and what it stands for."""
        self._offered = dict(options)

    def matching(self, text: str) -> Iterable[tuple[str, str]]:
        """Completions of a line that begins with a slash and has no space yet."""
        if not text.startswith("/") or " " in text:
            return []
        known = self._offered | self._commands
        return [(name, words) for name, words in known.items() if name.startswith(text.lower())]

    def completer(self) -> Completer:
        from prompt_toolkit.completion import CompleteEvent, Completer, Completion
        from prompt_toolkit.document import Document

        suggestions = self

        class _Completer(Completer):
            def get_completions(
                self, document: Document, complete_event: CompleteEvent
            ) -> Iterable[Completion]:
                typed = document.text_before_cursor
                for name, words in suggestions.matching(typed):
                    yield Completion(name, start_position=-len(typed), display_meta=words)

        return _Completer()
