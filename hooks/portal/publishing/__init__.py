"""From a finished build to what the public sees: verified, complete, and back again when it has to be."""
