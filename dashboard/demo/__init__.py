"""A believable world to look around in, built through actions only. `story` holds its words, `stage` plays them."""
