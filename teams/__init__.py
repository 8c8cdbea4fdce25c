"""Who works together, and the ledger of what happened."""
