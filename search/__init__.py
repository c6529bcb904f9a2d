"""Passages become indexes; a question becomes ranked, explained hits and an answer."""
