"""Opening access in the registry's environments. The first driver is people: it tells them what to enter, and where."""
