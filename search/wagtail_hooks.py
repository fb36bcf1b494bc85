"""What the search adds to Wagtail's admin; each part registers its own hooks."""

from search.admin import dictionary, learning, state  # noqa: F401  (registering is what they do when imported)
