"""Without a consent text nobody is asked for personal data."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_before_a_consent_text_is_written_the_form_is_closed(stranger: Client) -> None:
    for response in (stranger.get("/hoi/"), stranger.post("/hoi/", {"stage": "question", "title": "x"})):
        assert response.status_code == 503
        assert "Cổng chưa mở nhận câu hỏi" in response.content.decode()
