"""Talking about one item: finding it, showing it, marking an answer, saying why.

What the skills that ask items share (ask, quiz, review); the flow is each skill's own.
"""
