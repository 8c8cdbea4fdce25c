"""Negotiations in the files of other programs (Genius, GeniusWeb, NegMAS), read and written. Pure."""
