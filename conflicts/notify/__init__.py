"""Who of a disagreement hears of what. No word of it names the topic: neither in a mail nor in what may be seen over a shoulder."""
