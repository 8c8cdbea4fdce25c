"""The doors of disagreements, chapter by chapter."""

from conflicts.urls import agreeing, cards, ending, following, mediating, options, rooms, starting, statistics

app_name = "conflicts"
CHAPTERS = (starting, cards, options, agreeing, following, mediating, rooms, ending, statistics)
urlpatterns = [door for chapter in CHAPTERS for door in chapter.urlpatterns]
