"""From bytes to a Reading. Processor work only: no network, no database, no clock."""
