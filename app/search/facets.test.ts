import { describe, expect, it } from 'vitest';
import type { DocumentRow } from '../storage/read/documents.ts';
import { chosenFilter, countFacets } from './facets.ts';

const NOON = new Date(2026, 10, 21, 12).getTime();
const HOUR = 3_600_000;

const document = (row: Partial<DocumentRow>) =>
  ({ sourceId: 1, type: 'markdown', tags: [], modifiedAt: NOON, ...row }) as DocumentRow;

describe('facets', () => {
  it('count documents by folder, type, tag and change, the most frequent first', () => {
    const facets = countFacets(
      [
        document({ tags: ['Garden', 'frost'] }),
        document({ tags: ['garden', 'garden'], sourceId: 2 as DocumentRow['sourceId'] }),
        document({ type: 'html', modifiedAt: NOON - 40 * 24 * HOUR }),
      ],
      NOON,
    );
    expect(facets).toEqual({
      sources: [
        { value: 1, documents: 2 },
        { value: 2, documents: 1 },
      ],
      types: [
        { value: 'markdown', documents: 2 },
        { value: 'html', documents: 1 },
      ],
      tags: [
        { value: 'Garden', documents: 2 },
        { value: 'frost', documents: 1 },
      ],
      changedWithinDays: [
        { value: 1, documents: 2 },
        { value: 7, documents: 2 },
        { value: 30, documents: 2 },
        { value: 365, documents: 3 },
      ],
    });
  });
});

describe('chosen filters', () => {
  it('are none where nothing is chosen', () => expect(chosenFilter({ type: undefined }, NOON)).toEqual({}));

  it('count days from the start of today, at any hour of it', () => {
    const start = new Date(2026, 10, 15).getTime();
    expect(chosenFilter({ changedWithinDays: 7 }, NOON)).toEqual({ changedSince: start });
    expect(chosenFilter({ changedWithinDays: 7 }, NOON + HOUR)).toEqual({ changedSince: start });
  });
});
