"""The service: one process, one clock, one thing at a time. Only this room reads the watch."""
