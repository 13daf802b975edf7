"""What is to be expected of a subject: how many lessons are left, and what the marks come to."""
