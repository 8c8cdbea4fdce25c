"""Who hears of what happens at a sheet. No notice names what stands on a sheet to anyone without a seat at it."""
