"""The verbs of disagreements, chapter by chapter."""
