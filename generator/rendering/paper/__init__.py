"""Papers: plain values → sheets of HTML that any browser prints as they are. Laid out here, not by the browser, so that
the number of sheets is known, the order survives the knife, and no text ever runs into a neighbour's piece.
"""
