"""A list of tokens that is read from left to right, and how deep the reading is."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.grading.maths.lexer import Token
from knowledge.grading.maths.unreadable import Reason, Unreadable

MAX_DEPTH = 30
_END = Token("end")


class Cursor:
    """Where the reading is."""

    def __init__(self, tokens: Sequence[Token], *, latex: bool, tight: bool) -> None:
        """
        Args:
            latex: ``{…}`` groups; in plain text it is a set.
            tight: ``1/2x`` is 1/(2x).
        """
        self._tokens = tokens
        self._latex = latex
        self._tight = tight
        self._at = 0
        self._depth = 0
        self._bars = 0
        """Absolute values that are open."""
        self._reversed = False
        """Inside ``]2, 5[``, where a square bracket closes."""

    @property
    def _next(self) -> Token:
        return self._peek(0)

    def _peek(self, ahead: int) -> Token:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else _END

    def _take(self, *kinds: str) -> Token | None:
        token = self._next
        if token.kind not in kinds:
            return None
        self._at += 1
        return token

    def _expect(self, *kinds: str) -> Token:
        token = self._take(*kinds)
        if token is None:
            raise self._unreadable("unbalanced")
        return token

    def _unreadable(self, reason: Reason) -> Unreadable:
        token = self._next
        return Unreadable("unfinished" if token.kind == "end" else reason, token.text or token.kind)

    def deeper(self) -> None:
        self._depth += 1
        if self._depth > 2 * MAX_DEPTH:  # each bracket counts as a factor and as what is in it
            raise Unreadable("too_deep")
