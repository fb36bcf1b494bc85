from django.urls import path, re_path

from inspection import downloads, views
from inspection.feeds import ConclusionsFeed

urlpatterns = [
    path("ket-luan-thanh-tra/", views.index, name="inspections"),
    path("ket-luan-thanh-tra/atom.xml", ConclusionsFeed(), name="inspections_feed"),
    path("ket-luan-thanh-tra/so-lieu/", views.figures, name="inspection_figures"),
    path("ket-luan-thanh-tra/so-lieu.csv", downloads.figures_csv, name="inspection_figures_csv"),
    path("ket-luan-thanh-tra/du-lieu/", views.about_the_data, name="inspection_data"),
    path("ket-luan-thanh-tra/du-lieu.csv", downloads.conclusions_csv, name="inspections_csv"),
    path("ket-luan-thanh-tra/du-lieu.json", downloads.conclusions_json, name="inspections_json"),
    re_path(r"^ket-luan-thanh-tra/(?P<number>[1-9]\d{0,8})-(?P<slug>[-\w]*)/$", views.conclusion, name="inspection"),
]
