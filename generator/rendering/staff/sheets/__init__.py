"""The сводная ведомость on paper (B5.6, §3.6): a term on sheets that lie across, the year on upright ones to be bound."""
