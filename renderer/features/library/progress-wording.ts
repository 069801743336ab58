import type { IndexProgress } from '../../../app/contracts/library.ts';
import { type Figure, formatCount, formatTimeLeft, providerName } from '../../state/wording.ts';

/** Share of the files that are done, or null while their number is still unknown. */
export function shareDone({ phase, filesDone, filesTotal }: IndexProgress): number | null {
  if (phase === 'scanning' || filesTotal === 0) return null;
  return filesDone / filesTotal;
}

/** What the run is doing, in one line. */
export function headline({ phase, filesDone, filesTotal }: IndexProgress): string {
  const files = `${formatCount(filesDone)} of ${formatCount(filesTotal)} files`;
  switch (phase) {
    case 'scanning':
      return filesTotal > 0
        ? `Looking for documents: ${formatCount(filesTotal)} so far`
        : 'Looking for documents';
    case 'indexing':
      return `Reading ${files}`;
    case 'paused':
      return filesTotal > 0 ? `Paused after ${files}` : 'Indexing is paused';
    case 'done':
      return 'Everything is read';
    case 'cancelled':
      return `Stopped after ${files}`;
    case 'failed':
      return 'Reading has stopped because of an error';
  }
}

/** The figures of a run, always the same ones, so that nothing moves when one becomes known. */
export function figures(progress: IndexProgress): Figure[] {
  const { sentencesDone, sentencesTotal, tokensPerSecond, etaSeconds, provider } = progress;
  return [
    {
      name: 'Sentences',
      value: sentencesTotal > 0 ? `${formatCount(sentencesDone)} of ${formatCount(sentencesTotal)}` : null,
    },
    {
      name: 'Speed',
      value:
        tokensPerSecond > 0
          ? `${formatCount(tokensPerSecond)} tokens per second on ${providerName(provider)}`
          : null,
    },
    { name: 'Time left', value: etaSeconds === null ? null : formatTimeLeft(etaSeconds) },
  ];
}
