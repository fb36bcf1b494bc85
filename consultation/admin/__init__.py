"""The screens of the section "Lấy ý kiến" in the admin."""
