"""OATutor courses: JSON lines, a problem each, with steps, hints and scaffolds.

`reader` puts lessons in order, `records` is the format as it is, `items` makes items of steps,
`ladder` their hints, `text` turns OATutor's ``$$…$$`` into ours, `prose` writes what a lesson is
about.
"""

from knowledge.ingest.oatutor.reader import OATutorReader

READER = OATutorReader()

__all__ = ["READER", "OATutorReader"]
