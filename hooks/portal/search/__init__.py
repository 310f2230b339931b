"""Search over static files: an index that `docs/assets/js/search-worker.js` reads in the reader's browser.

`index.json` is the manifest. Documents are in groups by the time at which they were published: a change is in
one group, whose files have addresses of their own that change with it (`periods.py`). A group has, below
`/search/<digest>/`:

- `head.json` and `facets.json`: what is known of each document (`columns.py`);
- `t<n>.json`: titles and addresses, 8 documents a file (`columns.py`);
- `<n>.bin` and `p<n>.bin`: words with the documents that hold them, and pairs of words (`shards.py`).

Words with one wrong letter are mended by a list of all words (`outputs.py`), places are found by any name
that they have had (`names.py`). Words are taken from a text by `words.py` and by the worker in the same way.
"""
