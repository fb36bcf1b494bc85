from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        from base import worker
        from search import dictionary, health, indexing, signals, tallies, usage  # noqa: F401  (some register themselves)

        worker.register_queue("search", indexing.drain)
        worker.register_queue("dictionary", dictionary.requeue_documents)
        worker.register_chore("compare search", 3600, indexing.reconcile)
        worker.register_chore("use of the search", 3600, usage.tidy)
