/** One of several ways to do the same work. */
export interface Contender {
  readonly name: string;
  /** Does the work once. @returns what is measured, in the unit of the bench. */
  run(): Promise<number> | number;
}

/**
 * Lets contenders take turns, so that whatever else the machine does falls on all of them; who begins changes with every
 * round.
 * @param warmUp  rounds before the first that counts.
 * @returns the measurements of each contender, one per round.
 */
export async function alternate(
  contenders: readonly Contender[],
  { rounds, warmUp = 1 }: { rounds: number; warmUp?: number },
): Promise<Map<string, number[]>> {
  const measured = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(turn + round + warmUp) % contenders.length]!;
      const value = await contender.run();
      if (round >= 0) measured.get(contender.name)!.push(value);
    }
  }
  return measured;
}
