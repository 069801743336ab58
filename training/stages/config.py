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


def stages_called(stages, names):
    """Those with the names, in their own order; None for all."""
    unknown = set(names or ()) - {stage["name"] for stage in stages}
    if unknown:
        raise KeyError(f"no such stage: {sorted(unknown)}")
    return [stage for stage in stages if names is None or stage["name"] in names]


def with_sizes_of(config, path):
    """The same run with other sizes, under a name of its own: [model] and, for all stages of one kind, [sizes.<does>];
    [sizes.every] for those of all kinds. Only what a stage says anyway is replaced."""
    small = tomllib.loads(path.read_text(encoding="utf8"))
    stages = [resized(stage, small["sizes"]) for stage in config["stage"]]
    model = {**config["model"], **small["model"]}
    return {**config, "name": small["prefix"] + config["name"], "passages": small["passages"], "model": model, "stage": stages}


def resized(stage, sizes):
    other = {**sizes["every"], **sizes.get(stage["does"], {})}
    stage = {key: other.get(key, value) for key, value in stage.items()}
    for part in ("mining", "base"):
        if part in stage:
            other = sizes["mining" if part == "mining" else "contrast"]
            stage[part] = {key: other.get(key, value) for key, value in stage[part].items()}
    return stage


def missing_starts(stages, has_model):
    """Names of the models that a run begins with and that are not there; has_model: name -> bool."""
    made, missing = set(), []
    for stage in stages:
        starts = stage.get("of", [stage.get("start", stage.get("base", {}).get("start", "random"))])
        missing += [start for start in starts if start not in made | {"random", "choice"} and not has_model(start)]
        made.add(stage["name"])
    return sorted(set(missing))
