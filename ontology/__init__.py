"""What may be said: classes, strategies, shapes. Pure: it stores nothing."""
