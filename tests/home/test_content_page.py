"""A plain page: written by an editor, published without a workflow, read, found, and given to programs."""

from django.test import Client

from home.models import ContentPage, HomePage
from qa.models import QAIndexPage
from search import finding, indexing
from search.engines import SearchQuery


def test_a_content_page_is_read_and_found(archive: QAIndexPage, stranger: Client) -> None:
    page = ContentPage(title="Quyền riêng tư", slug="quyen-rieng-tu", body=[("paragraph", "<p>Bộ giữ kín.</p>")])
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    indexing.drain()
    assert "Bộ giữ kín." in stranger.get("/quyen-rieng-tu/").content.decode()
    (card,) = finding.find(SearchQuery(text="quyen rieng tu")).cards
    assert (card["url"], card["kind_label"]) == ("/quyen-rieng-tu/", "Trang")
    assert stranger.get(f"/api/v2/pages/{page.pk}/").json()["body"][0]["value"] == "<p>Bộ giữ kín.</p>"
