"""From the outbox to SMTP, and who is reminded. The gate is asked each time."""
