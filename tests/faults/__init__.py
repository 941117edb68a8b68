"""`make faults`: plants faults in `evidence/`, one at a time, and asks the tests whether they notice."""
