from django.urls import path

from casework.views import files, follow, secret

urlpatterns = [
    path("theo-doi/", follow.follow, name="follow"),
    path("theo-doi/bo-sung/", follow.supplement, name="follow_supplement"),
    path("theo-doi/tep/", follow.answer_file, name="follow_file"),
    path("theo-doi/tep-gui-kem/", files.own_file, name="follow_own_file"),
    path("theo-doi/mat-ma/", secret.lost, name="lost_secret"),
    path("theo-doi/doi-ma/", secret.change, name="change_secret"),
]
