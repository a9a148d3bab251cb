"""IMS QTI 2.1 (and 2.0, 2.2) → course."""

from knowledge.ingest.qti.reader import QtiReader

__all__ = ["READER", "QtiReader"]

READER = QtiReader()
