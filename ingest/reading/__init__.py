"""A file becomes blocks, and blocks a document."""
