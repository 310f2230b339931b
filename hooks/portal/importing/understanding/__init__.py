"""From paragraphs and tables to what a document says of itself, each value with its line."""
