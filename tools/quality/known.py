"""Figures that were measured elsewhere, R@1, R@10 and MRR@10 of accented queries, and what the sets are called."""

SLACK = 0.005  # engines break ties differently: so much below a figure is not below it
Known = dict[str, tuple[float, float, float]]

# Row d of the README of data/eval: folded syllables and folded pairs, BM25. .ci/search_floors.py holds the same floors.
FLOOR: Known = {
    "nguoicocong_distract": (0.531, 0.836, 0.636),
    "hddtvn_knownitem": (0.811, 0.964, 0.868),
    "luatdn_forum": (0.087, 0.446, 0.335),
    "similar_vlsp": (0.431, 0.790, 0.639),
    "xquad_vi": (0.918, 0.997, 0.951),
}
# ground.md, Elasticsearch 8.16: the best of the stock settings tried for each set alone; no one setting has them all.
BEST_STOCK: Known = {
    "nguoicocong_distract": (0.552, 0.859, 0.657),
    "hddtvn_knownitem": (0.842, 0.974, 0.890),
    "luatdn_forum": (0.163, 0.565, 0.493),
    "similar_vlsp": (0.440, 0.793, 0.644),
    "xquad_vi": (0.920, 0.997, 0.953),
}
WRITINGS = {"text": "with accents", "text_half": "with half of the accents", "text_noaccent": "without accents"}
