"""What the user did, and every screen about it."""
