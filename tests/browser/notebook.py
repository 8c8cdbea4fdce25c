"""A page of parts whose form and list are really saved: what the scripts are tried against."""

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone

from common import style

KEPT = {}


def open_new():
    """An empty notebook at the revision that the page of parts starts from."""
    KEPT.clear()
    KEPT.update(revision=3, purpose="", refusing=0, order=[])


def save(request):
    if KEPT["refusing"]:
        return HttpResponse(status=KEPT["refusing"])
    stale = request.POST["revision"] != str(KEPT["revision"])
    if stale and not (request.POST.get("keep") == "mine" and request.POST["over"] == str(KEPT["revision"])):
        return conflict(request)
    KEPT.update(revision=KEPT["revision"] + 1, purpose=request.POST["purpose"])
    return render(request, "_parts/save_status.html", {"revision": KEPT["revision"], "saved_at": timezone.now()})


def conflict(request):
    fields = [{"label": "Purpose", "theirs": KEPT["purpose"], "yours": request.POST["purpose"]}]
    context = {"fields": fields, "by": "Bo", "revision": request.POST["revision"], "over": KEPT["revision"]}
    return render(request, "_parts/conflict.html", context, status=409)


def sort(request):
    KEPT["order"] = request.POST.getlist("order") or [request.POST["item"], request.POST["direction"]]
    return HttpResponse(status=204)


urlpatterns = [
    path("", style.show, name="home"),
    path("style/save/", save),
    path("style/sort/", sort),
    path("style/move/", sort),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
