"""ЭлЖур: answers of its programming interface as JSON, and the workbook of one pupil."""
