"""Decisions: what follows from a dossier, a reading, the rules and the time. Pure: nothing here touches the world."""
