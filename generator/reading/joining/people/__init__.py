"""Who is who in several exports, in which class from when to when, and what the school itself settles."""
