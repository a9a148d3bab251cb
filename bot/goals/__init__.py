"""Goals as the record has them. Pure.

`goals_of` folds a learner's events; who shows goals (the skill, progress, an App Home) or reminds
of them reads what it gives.
"""

from bot.goals.model import EVENTS, Goal, active, goals_of, going

__all__ = ["EVENTS", "Goal", "active", "goals_of", "going"]
