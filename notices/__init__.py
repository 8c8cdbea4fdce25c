"""Who must hear of what, once. The only app that mails."""
