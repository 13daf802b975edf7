"""One module (or a few with one prefix) per format; `recognise.READERS` lists the readers."""
