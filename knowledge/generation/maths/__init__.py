"""Formulas whose numbers can be exchanged, and their values."""
