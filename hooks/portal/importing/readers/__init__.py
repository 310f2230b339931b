"""Readers of files: from bytes to paragraphs and tables, in a process of their own."""
