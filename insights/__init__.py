"""What the documents teach, and the judgement: knows no user, no request and no win table."""
