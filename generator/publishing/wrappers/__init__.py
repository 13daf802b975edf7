"""What stands around any host and is a host itself."""
