"""Answers that a reader has to decode or to put together."""
