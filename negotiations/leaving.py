"""Tells teams and accounts what negotiations do when people go. Imported once, when the app is ready."""

from accounts.actions import when_closing
from negotiations.actions import leaving
from teams.actions import when_leaving

when_leaving.append(leaving.part)
when_closing.append(leaving.close)
