"""What answers each address: short verbs, one file an area."""
