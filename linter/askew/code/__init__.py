"""Python in fences."""
