"""Tells teams what negotiations do when people go. Imported once, when the app is ready."""

from negotiations.actions import leaving
from teams.actions import when_leaving

when_leaving.append(leaving.part)
