interface ExamplePair {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** Pairs to begin with; each shows another side of comparing by meaning, the last one a limit of it. */
export const EXAMPLE_PAIRS: readonly ExamplePair[] = [
  {
    name: 'The same in other words',
    a: 'A man is cooking dinner.',
    b: 'Someone prepares the evening meal.',
  },
  {
    name: 'The same word, another meaning',
    a: 'The spring in the mattress broke.',
    b: 'The spring in the garden came early.',
  },
  {
    name: 'Nothing in common',
    a: 'The ferry was late again this morning.',
    b: 'Knead the dough until it no longer sticks.',
  },
  {
    name: 'The same words, turned round',
    a: 'The dog chased the cat.',
    b: 'The cat chased the dog.',
  },
];
