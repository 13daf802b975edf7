"""What the hosts say on the line: addresses, connections, and the errors of each protocol in our words."""
