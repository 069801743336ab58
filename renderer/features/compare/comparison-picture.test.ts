import { describe, expect, it } from 'vitest';
import { comparisonOf } from '../../state/comparison-fixture.ts';
import { comparisonJson } from './comparison-json.ts';
import { comparisonPicture } from './comparison-picture.ts';

const palette = {
  paper: '#fff',
  surface: '#fff',
  ink: '#000',
  inkSoft: '#333',
  accent: '#155',
  less: '#940',
};

function answerFor(a: string, b: string, part = {}) {
  const chosen = comparisonOf({ a, b }, part);
  return { a, b, chosen, own: chosen, contrast: null };
}

const draw = (answer: ReturnType<typeof answerFor>) =>
  comparisonPicture(answer, palette, (text, size) => (text.length * size) / 2);

describe('the picture of a comparison', () => {
  it('holds score, verdict, both texts and the map', () => {
    const { svg, height } = draw(answerFor('a boat came', 'the ship arrived late'));
    for (const part of ['0.500', 'Close in meaning', '>boat<', '>arrived<']) expect(svg).toContain(part);
    // Ground, a tint for each of the 7 tokens, two for each of the 12 cells.
    expect(svg.match(/<rect/g)).toHaveLength(1 + 7 + 24);
    expect(svg).toContain(`height="${height}"`);
  });

  it('shows markup as text', () => {
    const { svg } = draw(answerFor('<script>alert("x")</script>', 'a & b \u0000'));
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).toContain('>&amp;<');
  });

  it('leaves the map of long texts out', () => {
    const long = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    expect(draw(answerFor(long, 'short')).svg.match(/<rect/g)).toHaveLength(1 + 41);
  });

  it('underlines what takes away', () => {
    const contributions = { a: [0.6, -0.1], b: [0.5] };
    expect(
      draw(answerFor('one two', 'three', { contributions })).svg.match(/stroke-dasharray/g),
    ).toHaveLength(1);
  });
});

describe('a comparison as JSON', () => {
  it('has the texts, the settings, and the figures as the command line names them', () => {
    const json = JSON.parse(comparisonJson(answerFor('a boat', 'a ship')));
    expect(json).toMatchObject({ a: 'a boat', b: 'a ship', cosine: 0.5, settings: { dimensions: 384 } });
    expect(json.tokens.a).toEqual(['a', 'boat']);
    expect(json.contributions.b).toHaveLength(2);
  });
});
