"""The doors of the charters, chapter by chapter."""

from charters.urls import document, drafting, readiness, reviewing, signing, talking

app_name = "charters"
urlpatterns = (
    drafting.urlpatterns + talking.urlpatterns + readiness.urlpatterns + reviewing.urlpatterns + signing.urlpatterns
    + document.urlpatterns
)  # fmt: skip
