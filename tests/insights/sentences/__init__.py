"""Every sentence of the judgement, for none, one, two and many, with and without each of its parts."""
