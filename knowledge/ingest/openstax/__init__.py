"""OpenStax books: CNXML modules put in order by a collection.

`reader` is the way in; `collection` reads the order, `numbering` the printed numbers, `module`
makes one section, with `blocks` and `inline` for its Markdown and `exercises` for its items.
"""

from knowledge.ingest.openstax.reader import OpenStaxReader

__all__ = ["READER", "OpenStaxReader"]

READER = OpenStaxReader()
