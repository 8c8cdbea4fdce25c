"""The arithmetic of the win-win explorer, in plain Python on integers and without enumeration. Pure."""
