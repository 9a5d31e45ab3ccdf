"""The vocabulary: frozen values and no I/O. Every floor may import from here; this one imports nobody."""
