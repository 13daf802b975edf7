"""МЭШ of Moscow and «Моя школа» of Moscow region: what a family's diary answers."""
