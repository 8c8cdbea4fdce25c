"""The doors of negotiations, chapter by chapter."""

from negotiations.urls import after, exploring, files, glass, numbers, preparing, seats, sharing, talks

app_name = "negotiations"
CHAPTERS = (preparing, numbers, exploring, talks, after, seats, sharing, glass, files)
urlpatterns = [door for chapter in CHAPTERS for door in chapter.urlpatterns]
