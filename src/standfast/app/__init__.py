"""The verbs, one a file. Surfaces call them; `wiring` alone names the parts that they work with."""
