"""The addresses of the room, under /du-thao/."""

from django.urls import include, path

urlpatterns = [
    path("du-thao/", include("consultation.contributing.urls")),
]
