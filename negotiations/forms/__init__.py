"""Input to clean values: words, numbers, choices. Nothing here writes."""
