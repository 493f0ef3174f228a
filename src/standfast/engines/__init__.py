"""Evidence → judgement: pure, seeded arithmetic. No files, no clocks, no global randomness."""
