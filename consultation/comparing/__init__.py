"""Two versions of a draft side by side: what became of each provision, which words changed, which comments are alike.

Pure functions over consultation.structure.nodes; nothing here knows a database.
"""
