"""Readings and codings held against sets that people made."""
