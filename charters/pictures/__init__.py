"""Pictures of a charter as plain numbers and words, ready to be drawn. Pure."""
