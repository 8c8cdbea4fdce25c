"""The verbs of a charter, chapter by chapter: `from charters.actions import drafting, signing, …`."""
