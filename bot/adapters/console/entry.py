"""Where the learner types: a prompt with history and completion, or plain lines."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from bot.adapters.console.suggestions import Suggestions


class Entry(Protocol):
    """Reads what the learner writes."""

    echoes: bool
    """True when the terminal itself shows what is typed."""

    async def read(self, label: str = "") -> str:
        """One message, or the answer to ``label``.

        Raises:
            EOFError: they leave (Ctrl-D, the end of a pipe).
            KeyboardInterrupt: Ctrl-C; its argument is what they had typed.
        """

    def show_status(self, text: str) -> None:
        """What goes on in the background; callable from any thread; empty: nothing."""

    async def aside(self, show: Callable[[], None]) -> None:
        """Show something while they may be typing, without breaking their line."""

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While an answer is being written: typing must not disturb it."""
        yield


class LineEntry:
    """Lines of a pipe or of a terminal that can do no more."""

    def __init__(self, lines: AsyncIterator[str], *, prompt: TextIO | None = None) -> None:
        """
        Args:
            prompt: where to ask; None for a pipe, which doesn't want to be asked.
        """
        self._lines = lines
        self._prompt = prompt
        self.echoes = prompt is not None

    async def read(self, label: str = "") -> str:
        if self._prompt:
            self._prompt.write(f"{label}> ")
            self._prompt.flush()
        try:
            return (await anext(self._lines)).rstrip("\r\n")
        except StopAsyncIteration:
            if self._prompt:
                self._prompt.write("\n")  # Ctrl-D leaves the cursor behind the prompt
            raise EOFError from None

    def show_status(self, text: str) -> None:
        pass  # plain lines have no place that can change

    async def aside(self, show: Callable[[], None]) -> None:
        show()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        yield


class PromptEntry:
    """prompt_toolkit: editing, history, completion, pasting of several lines, a status line."""

    echoes = True

    def __init__(
        self,
        history: Path,
        suggestions: Suggestions,
        *,
        stdin: Input | None = None,
        stdout: Output | None = None,
    ) -> None:
        self._session = _session(history, suggestions, stdin, stdout)
        self._status = ""

    async def read(self, label: str = "") -> str:
        from prompt_toolkit.formatted_text import FormattedText
        from prompt_toolkit.patch_stdout import patch_stdout

        mark = "› " if "utf" in self._session.output.encoding().lower() else "> "
        prompt = FormattedText([("", label), ("class:mark", mark)])
        try:
            with patch_stdout(raw=True):  # a log line must not break the line being typed
                text: str = await self._session.prompt_async(
                    prompt, complete_while_typing=not label
                )
        except KeyboardInterrupt:
            raise KeyboardInterrupt(self._session.default_buffer.text) from None
        return text

    async def aside(self, show: Callable[[], None]) -> None:
        from prompt_toolkit.application import run_in_terminal

        if self._session.app.is_running:
            await run_in_terminal(show)
        else:
            show()

    def show_status(self, text: str) -> None:
        self._session.bottom_toolbar = text or None
        self._session.app.invalidate()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        with _unechoed():
            yield


def _session(
    history: Path, suggestions: Suggestions, stdin: Input | None, stdout: Output | None
) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, InMemoryHistory
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.styles import Style

    keys = KeyBindings()

    @keys.add("escape", "enter")
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        history.touch(mode=0o600)
        past: FileHistory | InMemoryHistory = FileHistory(str(history))
    except OSError:  # a chat without a memory of what was typed is still a chat
        past = InMemoryHistory()
    style = {
        "mark": "ansicyan bold",
        "bottom-toolbar": "noreverse ansibrightblack",
        "completion-menu": "bg:default",
        "completion-menu.completion": "bg:default fg:default",
        "completion-menu.completion.current": "reverse",
        "completion-menu.meta.completion": "bg:default fg:ansibrightblack",
        "completion-menu.meta.completion.current": "bg:default fg:ansibrightblack",
    }
    return PromptSession(
        history=past,
        completer=suggestions.completer(),
        key_bindings=keys,
        style=Style.from_dict(style),
        input=stdin,
        output=stdout,
        reserve_space_for_menu=4,
    )


@contextmanager
def _unechoed() -> Iterator[None]:
    """Keys that are pressed meanwhile wait for the next prompt without being shown."""
    try:
        import termios

        before = termios.tcgetattr(sys.stdin)
    except (ImportError, OSError, ValueError):  # Windows, or no terminal
        yield
        return
    quiet = list(before)
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        with suppress(OSError):
            termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
