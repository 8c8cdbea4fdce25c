"""A result as a file to take away: JSON, CSV and PDF, made from the snapshot and from nothing else. Pure."""
