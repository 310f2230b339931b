"""The portal's domain: content, catalogue, views and writers; it knows nothing of the site generator."""
