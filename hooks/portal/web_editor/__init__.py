"""The web editor at `/admin/`: its forms, made from the content model."""
