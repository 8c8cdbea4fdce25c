"""The roof: home, the charters of a team, and the commands demo, start and tick."""
