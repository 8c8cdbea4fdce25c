"""What a team agreed."""
