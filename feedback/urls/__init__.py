"""The doors of feedback, chapter by chapter."""

from feedback.urls import (
    answering,
    asking,
    carrying,
    insights,
    learning,
    profile,
    questionnaires,
    quotes,
    reflecting,
    results,
)

app_name = "feedback"
CHAPTERS = (asking, answering, results, questionnaires, reflecting, carrying, insights, learning, profile, quotes)
urlpatterns = [door for chapter in CHAPTERS for door in chapter.urlpatterns]
