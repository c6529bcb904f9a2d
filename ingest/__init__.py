"""A file becomes text, passages, notes and references, and then a coding."""
