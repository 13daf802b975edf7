"""What the school owes families beside marks: codes, papers, letters, being informed; and the radar of the whole
school, in which these meet the radars of its classes.
"""
