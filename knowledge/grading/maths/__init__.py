"""Maths as learners and authors write it: read, evaluated, compared, and followed step by step.

`grammar` reads a text into `nodes`, and is the only way in: nothing here ever runs a text as code.
`evaluate` computes at a point. Both are light and safe on any input. What needs a computer algebra
system happens in a process of its own that may be killed (`worker`, `process`).
"""
