"""A charter as a file: JSON that can be imported again, Markdown, PDF; and the published schema. Pure."""
