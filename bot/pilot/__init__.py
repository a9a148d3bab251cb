"""A pilot: which help is worth having, found out by lot in one class. Pure.

`plan` says what a pilot is and how far it is, `check` what can't be planned, `assignment` draws the
lot, `part` what it means for one learner, `outcomes` what became of them, `statistics` how sure
that is, `report` and `words` what may be said about it, and what may not (docs/pilot.md).
"""
