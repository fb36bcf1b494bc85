from django.urls import path

from casework.views import follow

urlpatterns = [
    path("theo-doi/", follow.follow, name="follow"),
    path("theo-doi/bo-sung/", follow.supplement, name="follow_supplement"),
    path("theo-doi/tep/", follow.answer_file, name="follow_file"),
]
