"""What staff are told: how the service is, what needs an eye, and the one mail that says it."""
