"""The tree of places of Vietnam: provinces, communes, what they were before and what became of them.

Rules of the model:

- A place has an id that never changes; names, kinds and codes do, and carry dates.
- `valid_to` is the first day on which a unit no longer exists.
- Where a merged province kept one of the old names it is ONE unit that went on and gained
  predecessors: Đồng Nai is Đồng Nai before and after 01/07/2025, and Bình Phước went into it.
- Communes and districts of the three-level order (until 30/06/2025) are units of their own, below the
  province of their time; so `dong-nai/thanh-pho-bien-hoa` is not `dong-nai/bien-hoa`.
"""

from portal.localities.assembly import from_texts, load
from portal.localities.flaws import Flaw
from portal.localities.locality import Designation, Extent, Kind, Level, Locality
from portal.localities.tree import Localities

__all__ = [
    "Designation",
    "Extent",
    "Flaw",
    "Kind",
    "Level",
    "Localities",
    "Locality",
    "from_texts",
    "load",
]
