"""A learner's own work, followed step by step.

`work` takes the text apart, `follow` says of each step whether it follows from the one before,
`slips` names what went wrong where a known mistake explains it. Nothing here gives a right value.
"""
