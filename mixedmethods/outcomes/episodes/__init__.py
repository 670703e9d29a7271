"""Episodes of care: a file with one row per person's episode, its outcomes and its models."""
