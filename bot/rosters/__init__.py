"""Lists of people as schools have them: plain CSV and OneRoster 1.2 CSV. Pure."""

from bot.rosters.entry import Entry, Problem, Reading
from bot.rosters.read import read, read_files

__all__ = ["Entry", "Problem", "Reading", "read", "read_files"]
