"""The addresses of the room, under /du-thao/."""

from django.urls import include, path, re_path

from consultation import outcome_downloads

OUTCOME = r"^du-thao/(?P<number>[1-9]\d{0,8})-(?P<slug>[-\w]*)/ket-qua/(?P<ordinal>[1-9]\d{0,4})/"

urlpatterns = [
    path("du-thao/", include("consultation.contributing.urls")),
    re_path(rf"{OUTCOME}bang\.docx$", outcome_downloads.table_docx, name="outcome_docx"),
    re_path(rf"{OUTCOME}bang\.xlsx$", outcome_downloads.table_xlsx, name="outcome_xlsx"),
]
