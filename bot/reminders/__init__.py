"""Reminders: when they come (times, wanted: pure), and that each arrives once (the rest)."""
