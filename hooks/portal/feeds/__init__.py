"""Feeds: what local websites, newsrooms and displays subscribe to."""
