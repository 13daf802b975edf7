"""One file per verb: gather the inputs, call the pipeline, write the results. Clock and files are touched here."""
