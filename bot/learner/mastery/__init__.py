"""Mastery per concept: an online logistic model over everyone's and a learner's own answers.

Pure functions. `update` counts an answer, `predict` gives the probability of the next one,
`mastery` the belief about a concept and `explain` its reasons; `Replay` rebuilds everything from
the event log. `Parameters` has defaults; `fitting` (numpy) finds better ones in data.
"""

from bot.learner.mastery.attempt import Attempt, from_event, key
from bot.learner.mastery.belief import (
    Answered,
    Belief,
    ClassWide,
    Elsewhere,
    Faded,
    LastSeen,
    NotTried,
    Reason,
    explain,
    mastery,
)
from bot.learner.mastery.cohort import Cohort
from bot.learner.mastery.learner import LearnerState, predict, update
from bot.learner.mastery.parameters import Parameters
from bot.learner.mastery.replay import Replay
from bot.learner.mastery.serial import dump, dump_cohort, load, load_cohort

__all__ = [
    "Answered",
    "Attempt",
    "Belief",
    "ClassWide",
    "Cohort",
    "Elsewhere",
    "Faded",
    "LastSeen",
    "LearnerState",
    "NotTried",
    "Parameters",
    "Reason",
    "Replay",
    "dump",
    "dump_cohort",
    "explain",
    "from_event",
    "key",
    "load",
    "load_cohort",
    "mastery",
    "predict",
    "update",
]
