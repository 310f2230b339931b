"""Open data: what pages show, for programs."""
