"""Text of new records: front matter in which each field says what it means, and blanks to fill in."""
