"""Pictures that the portal draws."""

from portal.pictures.share import HEIGHT, WIDTH, SharePicture, draw
from portal.pictures.typesetting import MissingGlyphError

__all__ = ["HEIGHT", "WIDTH", "MissingGlyphError", "SharePicture", "draw"]
