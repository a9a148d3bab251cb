"""A learner's record in other programs' formats, and in our own to take along. Pure."""
