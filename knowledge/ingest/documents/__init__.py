"""PDF, DOCX, PPTX, HTML, Markdown and plain text → course.

Each format's module gives a `document.Document`; `sections` cuts it, `reader` puts files in order.
"""

from knowledge.ingest.documents.reader import DocumentsReader

__all__ = ["READER", "DocumentsReader"]

READER = DocumentsReader()
