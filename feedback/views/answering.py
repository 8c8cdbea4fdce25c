"""Answering by a personal link, or signed in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404


@login_not_required
def answer(request, token):
    raise Http404


def asked(request, invitation):
    raise Http404
