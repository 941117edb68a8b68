"""What a manager opens with a link: the shared packet and its files."""
