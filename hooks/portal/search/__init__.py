"""Search over static files: an index that `docs/assets/js/search-worker.js` reads in the reader's browser.

`index.json` is the manifest, with all that is known of groups without looking into them (`manifest.py`).
Documents are in groups by the time at which they were published: a change is in one group, whose files have
addresses of their own that change with it (`periods.py`). A group has, below `/search/<digest>/`:

- `<n>.bin`: words with the documents that hold them, and their pairs with other words (`shards.py`);
- `facets.json`: what is known of each document besides what the manifest says (`columns.py`);
- `t<n>.json`: titles and addresses, 8 documents a file (`columns.py`).

A query reads the manifest, and in each group a shard for each of its words. So there are few groups, and
shards of 1 or 2 kB: both are so many that neither a reader nor whoever builds the site has much to move, with
1,000 records as with 10,000 (`periods.py`, `groups.py`).

Words with one wrong letter are mended by a list of all words (`outputs.py`), places are found by any name
that they have had (`names.py`). Words are taken from a text by `words.py` and by the worker in the same way.
"""
