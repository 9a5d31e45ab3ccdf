"""The house kept: what served its purpose is erased, and a database that was put back sends nothing unseen."""
