"""Near-duplicate questions: from the wording of two questions to a verdict on them, each step usable alone."""
