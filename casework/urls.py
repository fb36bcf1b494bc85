from django.urls import path

from casework.views import files, follow

urlpatterns = [
    path("theo-doi/", follow.follow, name="follow"),
    path("theo-doi/bo-sung/", follow.supplement, name="follow_supplement"),
    path("theo-doi/tep/", follow.answer_file, name="follow_file"),
    path("theo-doi/tep-gui-kem/", files.own_file, name="follow_own_file"),
]
