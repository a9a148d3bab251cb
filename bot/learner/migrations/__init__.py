"""The database's schema, one numbered step a file, run by itself at the start.

A new step: copy the newest file in `versions` under the next number, spell out what changes, and
raise `SCHEMA` in `bot.learner.store.migrate`. Tests compare the result with
`bot.learner.store.tables` on both databases. A step that was released is never edited.
"""
