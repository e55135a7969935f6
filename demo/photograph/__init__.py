"""Makes the brochure's photograph. Needs numpy, which nothing else here does; its result is committed."""
