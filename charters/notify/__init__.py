"""Who hears of what in the life of a charter, chapter by chapter."""
