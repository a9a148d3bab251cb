"""Numbers in a text, and how each stands there. Nothing about answers."""
