"""What people type, checked: one file an area."""
