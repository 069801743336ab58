"""One code for a processor and a GPU."""

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Device:
    """kind: "cpu" or "cuda"."""

    kind: str

    @staticmethod
    def found(threads):
        torch.set_num_threads(threads)
        torch.set_float32_matmul_precision("high")
        return Device("cuda" if torch.cuda.is_available() else "cpu")

    @property
    def tokens_at_once(self):
        """How many tokens to encode in one batch when nothing is learnt."""
        return 131_072 if self.kind == "cuda" else 16_384

    def bf16(self):
        """Products in bf16, sums and weights in float32."""
        return torch.autocast(self.kind, torch.bfloat16)

    def compile_layers(self, deelm):
        """On a GPU, one compilation per shape for all layers together; a processor takes them as they are. What cannot be
        compiled runs as it is written; TORCHDYNAMO_DISABLE=1 in the environment leaves all of it so."""
        if self.kind == "cuda":
            torch._dynamo.config.recompile_limit = 64
            torch._dynamo.config.suppress_errors = True
            for layer in deelm.layers:
                layer.compile(dynamic=False)
        return deelm

    def compiled(self, function):
        return torch.compile(function, dynamic=False) if self.kind == "cuda" else function

    @contextmanager
    def judging(self, precise=False):
        """For texts of any length: no gradients, nothing compiled, bf16 on a GPU unless `precise`, float32 elsewhere."""
        before = torch.get_float32_matmul_precision()
        torch.set_float32_matmul_precision("highest" if precise else before)
        in_bf16 = torch.autocast(self.kind, torch.bfloat16, enabled=self.kind == "cuda" and not precise)
        try:
            with torch.no_grad(), self._as_written(), in_bf16:
                yield
        finally:
            torch.set_float32_matmul_precision(before)

    def _as_written(self):
        """Nothing compiled. The compiler takes seconds to load, so a processor does not ask for it."""
        return torch.compiler.set_stance("force_eager") if self.kind == "cuda" else nullcontext()

    def wait(self):
        if self.kind == "cuda":
            torch.cuda.synchronize()

    def described(self):
        name = torch.cuda.get_device_name() if self.kind == "cuda" else f"{torch.get_num_threads()} processor threads"
        return {"device": name, "torch": torch.__version__}
