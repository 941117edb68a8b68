"""What every area uses to speak with a browser: the form base, controls, dates in words, small drawings."""
