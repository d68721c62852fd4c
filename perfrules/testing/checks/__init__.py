"""What holds of everything that a plugin brings, checked for its author; and a plain evaluation to check against."""
