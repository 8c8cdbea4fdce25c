"""What every app stands on. No tables."""
