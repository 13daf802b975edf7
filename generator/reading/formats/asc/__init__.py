"""aSc Timetables: the XML file that its own export menu writes."""
