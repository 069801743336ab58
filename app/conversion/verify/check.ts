/** One thing that was looked at, with its figure where there is one. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  /** In words, with the figure and what it is held to. */
  readonly message: string;
  readonly measured: number | null;
}

export function atLeast(name: string, measured: number, least: number, what: string): Check {
  return {
    name,
    passed: measured >= least,
    measured,
    message: `${what}: ${figure(measured)} (at least ${least})`,
  };
}

export function atMost(name: string, measured: number, most: number, what: string): Check {
  return {
    name,
    passed: measured <= most,
    measured,
    message: `${what}: ${figure(measured)} (at most ${most})`,
  };
}

function figure(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : 'not a number';
}
