"""Pages of negotiations. Each begins in `finding`: what the person may see, or a 404."""
