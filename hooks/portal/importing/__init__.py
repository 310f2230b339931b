"""From a Word, PDF or text file to a draft: what stands in it, and nothing that does not."""
