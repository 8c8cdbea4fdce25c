"""The doors of the charters, chapter by chapter."""

from charters.urls import deadlines, document, drafting, readiness, reviewing, signing, talking

app_name = "charters"
urlpatterns = (
    drafting.urlpatterns + talking.urlpatterns + readiness.urlpatterns + reviewing.urlpatterns + signing.urlpatterns
    + document.urlpatterns + deadlines.urlpatterns
)  # fmt: skip
