"""Property tests take as long as the machine needs: a slow one is no failure."""

from hypothesis import settings

settings.register_profile("portal", deadline=None)
settings.load_profile("portal")
