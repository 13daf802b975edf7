"""The parts of a diary: weeks, marks, finals, absences, and the pieces they are joined from."""
