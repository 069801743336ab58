"""A run's config: a TOML file with stages, and defaults that stages of one kind share."""

import tomllib


def read_config(path):
    """Each stage takes what [defaults.<does>] says and it does not say itself; the base of variants takes the defaults of
    "contrast". Stages need names of their own, since their files are called after them."""
    config = tomllib.loads(path.read_text(encoding="utf8"))
    defaults = config.pop("defaults", {})
    config["stage"] = [{**defaults.get(stage["does"], {}), **stage} for stage in config["stage"]]
    for stage in config["stage"]:
        if stage["does"] == "variants":
            stage["base"] = {**defaults.get("contrast", {}), **stage["base"]}
    names = [stage["name"] for stage in config["stage"]]
    if len(set(names)) < len(names):
        raise ValueError(f"two stages of {path.name} have one name: {sorted(names)}")
    return config
