"""A file to take away."""

from django.http import HttpResponse


def attached(content: str | bytes, name: str, content_type: str) -> HttpResponse:
    """The browser keeps it under this name, which has plain letters only."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
