import { expect, it } from 'vitest';
import { similarityFigure } from './similarity-figure.ts';

it.each([
  [1, '1.000'],
  [0.99999994, '1.000'],
  [0.99996, '0.999'],
  [0.9896, '0.990'],
  [0.9, '0.900'],
  [0.57, '0.570'],
  [-0.0001, '0.000'],
  [-0.0481, '-0.048'],
])('a similarity of %d reads %s', (similarity, figure) => {
  expect(similarityFigure(similarity)).toBe(figure);
});
