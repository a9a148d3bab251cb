"""Putting an answer together from a course, without a language model. Pure functions."""
