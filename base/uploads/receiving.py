"""Taking a body with files off the line: no post to a public page fills the disk, however long it is."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

from base.uploads.limits import MB


class BoundedUploads(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS: of a file, and of all files together, no more is written than would be taken.

    What is too long arrives cut off just above the limit, so that it is refused by name and the fields typed beside it
    are kept. Officers' uploads in the admin have Wagtail's own limits.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.of_this_file = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Return the piece for the next handler, or None: it is thrown away."""
        if self.request is not None and self.request.path.startswith("/admin/"):
            return raw_data
        most = settings.UPLOAD_MAX_MB * MB + 1
        room = min(most - self.of_this_file, most * (settings.UPLOAD_MAX_FILES + 1) - self.of_all)
        if room <= 0:
            return None
        piece = raw_data[:room]
        self.of_this_file += len(piece)
        self.of_all += len(piece)
        return piece

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Begin a body."""
        self.of_all = 0
