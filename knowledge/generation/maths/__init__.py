"""Formulas whose numbers can be exchanged, and their values: for worked examples with fresh numbers."""
