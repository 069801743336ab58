import { useEffect, useMemo, useState } from 'react';
import type { DocumentHit, SearchResponse } from '../../../app/contracts/search.ts';
import { type HitPlace, tellingCount, visibleHits } from '../../state/result-list.ts';

export interface ResultsState {
  /** The documents that are listed: all that tell something, or all there are. */
  readonly hits: readonly DocumentHit[];
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
  /** Lists the weak hits of this query too. */
  showAll(): void;
  toggle(documentId: number): void;
}

/** Where the person is in the results: selected, unfolded and open. A new answer keeps what it still contains. */
export function useResults(response: SearchResponse): ResultsState {
  const [selected, setSelected] = useState<number | null>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [opened, setOpened] = useState<HitPlace | null>(null);
  const [openings, setOpenings] = useState(0);
  const [completeFor, setCompleteFor] = useState<string | null>(null);
  const hits = useMemo(
    () =>
      completeFor === response.query ? response.hits : response.hits.slice(0, tellingCount(response.hits)),
    [response, completeFor],
  );
  const places = useMemo(() => visibleHits(hits, unfolded), [hits, unfolded]);

  useEffect(() => setOpened((before) => before && sameDocument(response, before)), [response]);

  return {
    hits,
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
    showAll: () => setCompleteFor(response.query),
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
