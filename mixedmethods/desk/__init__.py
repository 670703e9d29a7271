"""What a person does with an open project: bring files in, hand evidence to the analysis."""
