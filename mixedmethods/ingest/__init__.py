"""Files to records and frames, each with an account of what was kept and why."""
