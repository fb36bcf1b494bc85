from django.urls import path

from home import sitemap, views

urlpatterns = [
    path("", views.front, name="front"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/muc.xml", sitemap.sections, name="sitemap_sections"),
    path("sitemap/<int:part>.xml", sitemap.entries, name="sitemap_entries"),
]
