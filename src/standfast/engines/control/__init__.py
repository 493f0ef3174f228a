"""Who kept control: moments and verdicts, the concession ledger, conduct, measures, scores."""
