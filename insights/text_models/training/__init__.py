"""How the weights are made: the texts, and what trains and measures. See README.md; nothing here runs in the app."""
