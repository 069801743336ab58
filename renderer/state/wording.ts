const number = new Intl.NumberFormat('en');

/** 12345 → "12,345". */
export function formatCount(count: number): string {
  return number.format(Math.round(count));
}

/** (1, "document") → "1 document"; the plural adds an s, unless another is given. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** Seconds left, as roughly as an estimate deserves. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 55) return `about ${Math.ceil(seconds / 10) * 10} seconds left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${counted(minutes, 'minute')} left`;
  return `about ${counted(Math.round(minutes / 60), 'hour')} left`;
}

/** Milliseconds since 1970 → "3 Mar 2026". */
export function formatDate(timestamp: number): string {
  return new Date(timestamp).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Messages come with and without their full stop. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

const PROVIDERS: Readonly<Record<string, string>> = {
  cpu: 'the CPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
};

/** What computes the vectors, as people call it. */
export function providerName(provider: string): string {
  return PROVIDERS[provider] ?? provider;
}

/** A figure of work under way. */
export interface Figure {
  readonly name: string;
  /** Null while it is not known. */
  readonly value: string | null;
}
