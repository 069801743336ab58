import { toErrorData } from '../base/domain-error.ts';
import type { Finding } from '../contracts/library.ts';
import type { EngineParts } from './engine-parts.ts';
import type { VectorClient } from './vector-client.ts';
import type { VectorExamination } from './vector-holder.ts';

const REPAIR_STEP = 'Repair the library.';

/** What there is to say about the vectors in memory and the graphs over them; with `repair`, both are made anew. */
export async function vectorFindings({ inUse }: EngineParts, repair: boolean): Promise<Finding[]> {
  const { vectors } = inUse.current;
  try {
    const found = await vectors.examine();
    const saved = await savedFinding(vectors);
    if (!repair || (found.every(isSound) && saved.status === 'ok'))
      return [...found.map(finding), saved, ...(await noteFindings(vectors))];
    await vectors.rebuild();
    const after = (await vectors.examine()).map((unit, i): Finding => {
      const isMended = isSound(unit) && !isSound(found[i] ?? unit);
      return isMended ? { ...finding(unit), status: 'repaired' } : finding(unit);
    });
    const savedAfter = await savedFinding(vectors);
    const isMended = saved.status !== 'ok' && savedAfter.status === 'ok';
    const last: Finding = isMended ? { ...savedAfter, status: 'repaired' } : savedAfter;
    return [...after, last, ...(await noteFindings(vectors))];
  } catch (error) {
    const message = `The vectors cannot be examined: ${toErrorData(error).message}`;
    return [{ check: 'vector index', status: 'problem', message, nextStep: REPAIR_STEP }];
  }
}

async function noteFindings(vectors: VectorClient): Promise<Finding[]> {
  const { note } = await vectors.status();
  return note ? [{ check: 'vector index', status: 'warning', message: note }] : [];
}

/** The file that a start takes the vectors up from. A start that finds it damaged reads the database instead. */
async function savedFinding(vectors: VectorClient): Promise<Finding> {
  const saved = await vectors.examineSnapshot();
  const check = 'saved vectors';
  if (saved.state === 'bad') {
    const message = `The file of saved vectors is of no use: ${saved.problem}.`;
    return { check, status: 'problem', message, nextStep: REPAIR_STEP };
  }
  const message =
    saved.state === 'good'
      ? 'The file of saved vectors is sound.'
      : 'No vectors are saved yet; every start reads them from the database.';
  return { check, status: 'ok', message };
}

function isSound({ held, stored, files }: VectorExamination): boolean {
  return held === stored && files !== 'bad';
}

function finding(found: VectorExamination): Finding {
  const { unit, held, stored } = found;
  const check = `${unit} vectors`;
  if (held !== stored) {
    const message = `The index holds ${held} ${unit} vectors, the database ${stored}.`;
    return { check, status: 'problem', message, nextStep: REPAIR_STEP };
  }
  const message = `All ${held} are held. ${graphInWords(found)}`;
  return isSound(found)
    ? { check, status: 'ok', message }
    : { check, status: 'problem', message, nextStep: REPAIR_STEP };
}

function graphInWords({ files, problem, stage, recall }: VectorExamination): string {
  if (files === 'bad') return `The files of their graph are of no use: ${problem}.`;
  if (files === 'building') return 'Their graph is being built; searches scan meanwhile.';
  if (recall !== null) {
    const through = stage === 'hnsw' ? 'Their graph finds' : 'A search through their codes finds';
    return `${through} ${(recall * 100).toFixed(1)} % of the ten nearest.`;
  }
  return files === 'good' ? 'The files of their graph are sound.' : 'They have no graph: searches scan.';
}
