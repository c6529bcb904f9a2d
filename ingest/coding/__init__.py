"""What a passage says: places, actors, strategies and their uses."""
