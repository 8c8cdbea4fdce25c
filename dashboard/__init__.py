"""The roof: home, the manager's desk, and the commands demo, start and tick."""
