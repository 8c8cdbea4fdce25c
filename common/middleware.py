"""What holds for every answer: not stored by shared caches, in the reader's time, refusals as pages."""

import zoneinfo

from django.shortcuts import render
from django.utils import timezone

from common.permissions import Refused, Stale
from common.states import ImpossibleMove


def no_store(get_response):
    """What a signed-in person sees is kept by no cache."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def local_time(get_response):
    def middleware(request):
        zone = getattr(request.user, "time_zone", "") if request.user.is_authenticated else ""
        with timezone.override(zoneinfo.ZoneInfo(zone) if zone else None):
            return get_response(request)

    return middleware


def known_roles(get_response):
    """During one request a person's role in a team is read once (see teams.permissions)."""

    def middleware(request):
        if request.user.is_authenticated:
            request.user.known_roles = {}
        return get_response(request)

    return middleware


class Refusals:
    """Denied becomes 403 and a stale change 409, with the reason; parts of pages get a part."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return refusal(request, exception.reason, 403)
        if isinstance(exception, Stale):
            return refusal(request, exception.reason, 409)
        if isinstance(exception, ImpossibleMove):
            return refusal(request, "", 409)
        return None


def refusal(request, reason, status):
    template = "_parts/refusal.html" if getattr(request, "htmx", False) else f"{status}.html"
    return render(request, template, {"reason": reason}, status=status)
