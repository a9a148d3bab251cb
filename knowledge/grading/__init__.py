"""Is this answer right? Pure functions over items."""
