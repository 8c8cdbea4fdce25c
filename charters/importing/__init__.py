"""A file that becomes a charter: read, checked, and turned into content; what is wrong is said by line, field and reason. Pure."""
