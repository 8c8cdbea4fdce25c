"""The verbs of preparing, negotiating and learning from it. Each writes into the sheet's own ledger, never the team's."""
