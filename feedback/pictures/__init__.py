"""Pictures of results: pixels for templates to draw, by class, with the same facts beside them as text. Pure."""
