"""The recipe of the models in resources/models. Start with README.md."""
