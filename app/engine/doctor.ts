import { chmod, stat } from 'node:fs/promises';
import type { Finding } from '../contracts/library.ts';
import { verifyChecksums } from '../embedding/index.ts';
import type { Examination } from '../storage/read/examination.ts';
import { deviceFindings } from './devices/device-findings.ts';
import type { EngineParts, WritingParts } from './engine-parts.ts';
import { examineInThread } from './examine-in-thread.ts';
import { modelStateFindings } from './model-findings.ts';
import { type Repair, repairDatabase } from './repair-database.ts';
import { listSources } from './sources.ts';
import { vectorFindings } from './vector-findings.ts';

interface Patient extends EngineParts {
  /** Null: examine only. */
  readonly repair: WritingParts | null;
}

const REPAIR_STEP = 'Repair the library.';
const UNREADABLE_STEP =
  'Their files cannot be read now: connect the drive that holds them, then repair the library again.';

/** Examines a library from the outside in; with `repair`, mends what it can and says what it did. */
export async function examineLibrary(patient: Patient): Promise<Finding[]> {
  const { inUse, repair } = patient;
  const { before, after } = repair
    ? await repairDatabase(patient, repair)
    : unchanged(await examineInThread(patient, inUse.current.id));
  return [
    await folderFinding(patient),
    await modelFinding(patient),
    ...(await deviceFindings(inUse.current.runner)),
    ...databaseFindings(before, after, repair ? UNREADABLE_STEP : REPAIR_STEP),
    ...(await sourceFindings(patient)),
    failureFinding(patient),
    ...modelStateFindings(patient),
    ...(await vectorFindings(patient, repair !== null)),
  ];
}

function unchanged(found: Examination): Repair {
  return { before: found, after: found };
}

async function folderFinding({ libraryDir, store, repair }: Patient): Promise<Finding> {
  const check = 'library folder';
  const mode = await permissionsOf(libraryDir);
  if (mode === null || !store.place.isKept) {
    return {
      check,
      status: 'problem',
      message: `${libraryDir} was moved, deleted or unmounted. What you see ends with the program.`,
      nextStep: 'Put the folder back if you moved it, then start Semblance again.',
    };
  }
  const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0;
  if (isPrivate) return { check, status: 'ok', message: `${libraryDir} is private to you.` };
  if (repair) {
    await chmod(libraryDir, 0o700);
    return { check, status: 'repaired', message: `${libraryDir} is private to you now.` };
  }
  return {
    check,
    status: 'problem',
    message: `${libraryDir} can be read by others (mode ${mode.toString(8)}).`,
    nextStep: REPAIR_STEP,
  };
}

/** The bits for owner, group and others; null where nothing is there. */
async function permissionsOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mode }) => mode & 0o777,
    () => null,
  );
}

async function modelFinding({ inUse }: Patient): Promise<Finding> {
  const check = 'model';
  const { model } = inUse.current.chosen;
  try {
    await verifyChecksums(model);
    return { check, status: 'ok', message: `${model.id}: every file is as its card says.` };
  } catch (error) {
    const { message, nextStep } = error as { message: string; nextStep?: string };
    return { check, status: 'problem', message, ...(nextStep ? { nextStep } : {}) };
  }
}

function databaseFindings(before: Examination, after: Examination, rereadStep: string): Finding[] {
  const finding = (
    check: string,
    count: (found: Examination) => number,
    problem: string,
    fine: string,
    nextStep = REPAIR_STEP,
  ): Finding => {
    if (count(after) > 0) {
      return { check, status: 'problem', message: `${problem} (${count(after)}).`, nextStep };
    }
    return { check, status: count(before) > 0 ? 'repaired' : 'ok', message: fine };
  };
  const integrity = after.integrity[0];
  return [
    integrity
      ? {
          check: 'database',
          status: 'problem',
          message: `SQLite reports damage: ${integrity}`,
          nextStep:
            'Make a new library and index the folders again; your documents themselves are not touched.',
        }
      : { check: 'database', status: 'ok', message: 'SQLite finds the file sound.' },
    finding(
      'completeness',
      (found) => found.incomplete.length,
      'Documents lack vectors',
      'Every passage and sentence has its vector.',
    ),
    finding(
      'stored content',
      (found) => found.changedContents.length,
      'Documents have lost their text, or hold other than what was stored',
      'Every text, passage and sentence is as it was stored.',
      rereadStep,
    ),
    finding(
      'stored vectors',
      (found) => found.changedVectors.length,
      'Documents have other vectors than were stored',
      'Every vector is as it was stored.',
    ),
    finding(
      'stray vectors',
      (found) => found.strayVectors + found.misshapenVectors,
      'Vectors belong to nothing or have the wrong width',
      'Every vector belongs to a sentence or passage.',
    ),
    finding(
      'figures',
      (found) => found.changedFigures,
      'Figures that near-duplicates or percentiles are told by are not those that were stored',
      'Figures of near-duplicates and percentiles are as they were stored.',
    ),
    finding(
      'words',
      (found) => (found.wordsAgree ? 0 : 1),
      'The full-text index has other words than the passages',
      'The full-text index holds the words of every passage.',
    ),
  ];
}

async function sourceFindings({ store }: Patient): Promise<Finding[]> {
  const sources = await listSources(store, false);
  return sources
    .filter((source) => !source.reachable)
    .map(({ path }) => ({
      check: 'source',
      status: 'warning',
      message: `${path} cannot be reached; its documents stay searchable.`,
      nextStep: 'Connect the drive, or remove the folder from the library.',
    }));
}

function failureFinding({ store }: Patient): Finding {
  const { failed, documents } = store.documents.counts();
  if (failed === 0)
    return { check: 'documents', status: 'ok', message: `${documents} documents, none left out.` };
  return {
    check: 'documents',
    status: 'warning',
    message: `${documents} documents; ${failed} files could not be read.`,
    nextStep: 'Try them again: in the library view of the window, or with semblance index --retry-failed.',
  };
}
