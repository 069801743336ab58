/** Sentences that have nothing to do with each other: what they score is what a model gives for no reason at all. */
export const UNRELATED_SENTENCES: readonly string[] = [
  'The ferry to the island was late again this morning.',
  'She keeps her grandmother’s recipes in a tin box.',
  'Interest rates were left unchanged for the third time.',
  'A function that calls itself needs a case in which it stops.',
  'The goalkeeper saved two penalties in the final.',
  'Most owls hunt at night and sleep through the day.',
  'Please send the signed lease back before Friday.',
  'The violin was restored by a workshop in the old town.',
  'Water boils at a lower temperature high in the mountains.',
  'Nobody remembered who had painted the fence green.',
  'The patient may return to work after two weeks of rest.',
  'Volunteers cleared three tonnes of plastic from the beach.',
  'His first novel sold only a few hundred copies.',
  'The bridge was closed to lorries after the inspection.',
  'Knead the dough until it no longer sticks to the table.',
  'The senate rejected the amendment by a single vote.',
];
