"""What files gave in earlier runs."""
