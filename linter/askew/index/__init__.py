"""The index: the facts of a tree's files, kept between runs and found by what they have in common."""
