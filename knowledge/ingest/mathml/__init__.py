"""MathML → LaTeX."""

from knowledge.ingest.mathml.walk import to_latex

__all__ = ["to_latex"]
