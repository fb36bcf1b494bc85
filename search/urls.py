from django.urls import path

from search import use_views, views

urlpatterns = [
    path("tim-kiem/", views.search_page, name="search"),
    path("tim-kiem/goi-y/", views.suggestions, name="search_suggestions"),
    path("tim-kiem/da-mo/", use_views.opened, name="search_opened"),
]
