"""What people type into a charter, chapter by chapter."""
