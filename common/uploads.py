"""No request brings more than a charter's file may weigh; it is refused before a byte is read."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# The largest file, and the fields of its form.
LARGEST_REQUEST = 6 * 1024 * 1024


class Bounded(FileUploadHandler):
    """Stands first in FILE_UPLOAD_HANDLERS and keeps nothing itself."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig(f"{content_length} bytes are more than {LARGEST_REQUEST}.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
