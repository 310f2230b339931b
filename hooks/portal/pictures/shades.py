"""Smooth shapes in a picture of few colours."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image


def pour(image: Image.Image, mask: Image.Image, at: tuple[int, int], ramp: range) -> None:
    """Numbers of the ramp, from its ground to its full colour, wherever the mask (0-255) has more than the
    ground; elsewhere the image stays as it is."""
    numbers, covered = _tables(ramp)
    image.paste(mask.point(numbers), at, mask.point(covered))


@lru_cache(maxsize=32)
def _tables(ramp: range) -> tuple[list[int], list[int]]:
    shades = [round(coverage * (len(ramp) - 1) / 255) for coverage in range(256)]
    return [ramp[shade] for shade in shades], [255 if shade else 0 for shade in shades]
