"""Ways to damage a file. Each is a function of a `random.Random` and what it damages; the same state gives the same bytes."""
