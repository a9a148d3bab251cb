"""Pictures of figures, drawn with matplotlib. Data in, PNG out; the words come from the skills.

Importing matplotlib takes a second: the modules here are imported where a picture is drawn, in a
thread.
"""
