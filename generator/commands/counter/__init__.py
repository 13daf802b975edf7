"""The secretary's counter, pages of the staff's panel: what families bring and take, as forms."""
