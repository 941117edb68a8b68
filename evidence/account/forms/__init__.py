"""What people type about their account: signing in, the profile, the end of it."""
