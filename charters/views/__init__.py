"""The pages of a charter, chapter by chapter."""
