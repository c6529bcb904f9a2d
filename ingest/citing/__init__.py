"""References, notes and works: who cites whom, where."""
