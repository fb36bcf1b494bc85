"""The screens of consultations in the admin."""
