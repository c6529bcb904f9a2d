"""What we hold: the records, the library that keeps them, the shipped sample."""
