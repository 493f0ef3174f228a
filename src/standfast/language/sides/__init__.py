"""Who sells and who buys, told from the talk itself."""
