import { useEffect, useMemo, useState } from 'react';
import type { SearchResponse } from '../../../app/contracts/search.ts';
import { type HitPlace, visibleHits } from '../../state/result-list.ts';

export interface ResultsState {
  readonly places: readonly HitPlace[];
  /** Passage of the hit that has, or had last, the focus. */
  readonly selected: number | null;
  readonly unfolded: ReadonlySet<number>;
  readonly opened: HitPlace | null;
  /** How often a hit was opened on purpose, as against followed. */
  readonly openings: number;
  /** The hit has the focus; an open preview follows. */
  select(place: HitPlace): void;
  /** Opens the document at the hit. */
  show(place: HitPlace): void;
  close(): void;
  toggle(documentId: number): void;
}

/** Where the person is in the results: selected, unfolded and open. A new answer keeps what it still contains. */
export function useResults(response: SearchResponse): ResultsState {
  const [selected, setSelected] = useState<number | null>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [opened, setOpened] = useState<HitPlace | null>(null);
  const [openings, setOpenings] = useState(0);
  const places = useMemo(() => visibleHits(response.hits, unfolded), [response, unfolded]);

  useEffect(() => setOpened((before) => before && sameDocument(response, before)), [response]);

  return {
    places,
    selected,
    unfolded,
    opened,
    openings,
    select(place) {
      setSelected(place.passage.passageId);
      if (opened) setOpened(place);
    },
    show(place) {
      setOpened(place);
      setOpenings((before) => before + 1);
    },
    close: () => setOpened(null),
    toggle: (documentId) => setUnfolded((before) => toggled(before, documentId)),
  };
}

/** The open document as the new answer has it: at the same passage if that is still a hit, else at its best one. */
function sameDocument(response: SearchResponse, { document, passage }: HitPlace): HitPlace | null {
  const now = response.hits.find(({ documentId }) => documentId === document.documentId);
  if (!now) return null;
  const same = [now, ...now.more].find(({ passageId }) => passageId === passage.passageId);
  return { document: now, passage: same ?? now };
}

function toggled(set: ReadonlySet<number>, member: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}
