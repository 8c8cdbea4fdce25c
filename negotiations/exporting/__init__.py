"""A sheet as a file to take away: JSON in full, Markdown and PDF on one sheet. Pure. What the reader may not see is in none."""
