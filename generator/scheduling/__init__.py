"""When something is due, timers of the operating system for it, and the inbox that is watched for exports."""
