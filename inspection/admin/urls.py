"""The addresses of the section "Công khai kết luận" in the admin, under /admin/ket-luan/."""

from django.urls import path

from inspection.admin import originals, publication, withdrawing
from inspection.admin.queue import publication_queue

app_name = "inspection_admin"
urlpatterns = [
    path("", publication_queue, name="queue"),
    path("<int:pk>/cong-khai/", publication.publication, name="publication"),
    path("<int:pk>/cong-khai/<int:proof>/bang-chung/", publication.proof, name="proof"),
    path("<int:pk>/ban-goc/", originals.originals, name="originals"),
    path("<int:pk>/ban-goc/<int:original>/", originals.original, name="original"),
    path("<int:pk>/go/", withdrawing.withdraw_page, name="withdraw"),
]
