import { chmod, stat } from 'node:fs/promises';
import type { Finding } from '../contracts/library.ts';
import { verifyChecksums } from '../embedding/index.ts';
import type { Examination } from '../storage/read/examination.ts';
import type { EngineParts, WritingParts } from './engine-parts.ts';
import { listSources } from './sources.ts';

interface Patient extends EngineParts {
  /** Null: examine only. */
  readonly repair: WritingParts | null;
}

const REPAIR_STEP = 'Run semblance doctor --repair.';

/** Examines a library from the outside in; with `repair`, mends what it can and says what it did. */
export async function examineLibrary(patient: Patient): Promise<Finding[]> {
  const { store, search, repair, vectors } = patient;
  const before = store.examine(search.model);
  if (repair) await repairDatabase(before, repair);
  const findings = [
    await folderFinding(patient),
    await modelFinding(patient),
    ...databaseFindings(before, repair ? store.examine(search.model) : before),
    ...(await sourceFindings(patient)),
    failureFinding(patient),
  ];
  if (repair) await vectors.rebuild();
  return [...findings, await vectorFinding(patient)];
}

async function repairDatabase(found: Examination, { writer, sources }: WritingParts): Promise<void> {
  if (found.strayVectors + found.misshapenVectors > 0) await writer.removeBadVectors();
  if (!found.wordsAgree) await writer.rebuildWords();
  const broken = [...new Set([...found.incomplete, ...found.textless])];
  if (found.misshapenVectors > 0 || broken.length > 0) {
    await writer.removeDocuments(broken);
    await sources.index();
  }
}

async function folderFinding({ libraryDir, repair }: Patient): Promise<Finding> {
  const check = 'library folder';
  const mode = (await stat(libraryDir)).mode & 0o777;
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

async function modelFinding({ model }: Patient): Promise<Finding> {
  const check = 'model';
  try {
    await verifyChecksums(model);
    return { check, status: 'ok', message: `${model.id}: every file is as its card says.` };
  } catch (error) {
    const { message, nextStep } = error as { message: string; nextStep?: string };
    return { check, status: 'problem', message, ...(nextStep ? { nextStep } : {}) };
  }
}

function databaseFindings(before: Examination, after: Examination): Finding[] {
  const finding = (
    check: string,
    count: (found: Examination) => number,
    problem: string,
    fine: string,
  ): Finding => {
    if (count(after) > 0) {
      return { check, status: 'problem', message: `${problem} (${count(after)}).`, nextStep: REPAIR_STEP };
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
      (found) => found.incomplete.length + found.textless.length,
      'Documents lack vectors or text',
      'Every passage and sentence has its vector.',
    ),
    finding(
      'stray vectors',
      (found) => found.strayVectors + found.misshapenVectors,
      'Vectors belong to nothing or have the wrong width',
      'Every vector belongs to a sentence or passage.',
    ),
    finding(
      'words',
      (found) => (found.wordsAgree ? 0 : 1),
      'The full-text index misses passages',
      'The full-text index holds every passage.',
    ),
  ];
}

async function sourceFindings({ store }: Patient): Promise<Finding[]> {
  const sources = await listSources(store.documents.sources(), store.documents.documentsPerSource());
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
    nextStep: 'semblance index --retry-failed reads them again; with --json it lists each with its reason.',
  };
}

async function vectorFinding({ vectors, store, search }: Patient): Promise<Finding> {
  const status = await vectors.status();
  const expected = { sentence: 0, passage: 0 };
  for (const unit of ['sentence', 'passage'] as const)
    expected[unit] = store.vectors.count(unit, search.model);
  const check = 'vector index';
  const held = `${status.counts.sentence} sentence and ${status.counts.passage} passage vectors`;
  if (status.counts.sentence === expected.sentence && status.counts.passage === expected.passage) {
    return { check, status: 'ok', message: `${held}, answered by ${status.stage}. ${status.note}`.trimEnd() };
  }
  return {
    check,
    status: 'problem',
    message: `The index holds ${held}, the database ${expected.sentence} and ${expected.passage}.`,
    nextStep: REPAIR_STEP,
  };
}
