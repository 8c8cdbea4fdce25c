"""Tells teams and accounts what charters do when people come, change or go. Imported once, when the app is ready."""

from accounts.actions import when_closing
from charters.actions import leaving
from teams.actions import when_changing_role, when_joining, when_leaving

when_joining.append(leaving.welcome)
when_changing_role.append(leaving.adjust)
when_leaving.append(leaving.part)
when_closing.append(leaving.close)
