"""Who gets what at a sheet of bo, the member: nobody but bo, whatever their role in the team."""

SIGNED_IN = "L y y y y y y"
OWNER = "L - - y - - -"
