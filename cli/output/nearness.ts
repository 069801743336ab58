/** How near a percentile of random pairs is, in words. */
export function nearness(percentile: number): string {
  return percentile === 100
    ? 'closer than every random pair sampled'
    : `closer than ${percentile} % of random pairs`;
}
