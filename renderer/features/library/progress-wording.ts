import type { IndexProgress } from '../../../app/contracts/library.ts';
import { formatCount, formatTimeLeft, providerName } from '../../state/wording.ts';

/** Share of the files that are done, or null while their number is still unknown. */
export function shareDone({ phase, filesDone, filesTotal }: IndexProgress): number | null {
  if (phase === 'scanning' || filesTotal === 0) return null;
  return filesDone / filesTotal;
}

/** What the run is doing, in one line. */
export function headline({ phase, filesDone, filesTotal }: IndexProgress): string {
  switch (phase) {
    case 'scanning':
      return filesTotal > 0
        ? `Looking for documents: ${formatCount(filesTotal)} so far`
        : 'Looking for documents';
    case 'indexing':
      return `Reading ${formatCount(filesDone)} of ${formatCount(filesTotal)} files`;
    case 'paused':
      return filesTotal > 0
        ? `Paused after ${formatCount(filesDone)} of ${formatCount(filesTotal)} files`
        : 'Indexing is paused';
    case 'done':
      return 'Everything is read';
    case 'cancelled':
      return `Stopped after ${formatCount(filesDone)} of ${formatCount(filesTotal)} files`;
    case 'failed':
      return 'Reading has stopped because of an error';
  }
}

/** The figures of a run that are known by now. */
export function figures(progress: IndexProgress): string[] {
  const { sentencesDone, sentencesTotal, tokensPerSecond, etaSeconds, provider } = progress;
  return [
    sentencesTotal > 0 && `${formatCount(sentencesDone)} of ${formatCount(sentencesTotal)} sentences`,
    tokensPerSecond > 0 && `${formatCount(tokensPerSecond)} tokens per second on ${providerName(provider)}`,
    etaSeconds !== null && formatTimeLeft(etaSeconds),
  ].filter((figure) => figure !== false);
}
