"""Pictures of a negotiation: arithmetic of coordinates; templates draw them as SVG. Pure."""
