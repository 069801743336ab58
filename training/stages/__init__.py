"""The stages that a run is made of. Each reads the model file of an earlier one and writes its own."""
