import { resolve } from 'node:path';
import { Command } from 'commander';
import { DomainError } from '../../app/base/domain-error.ts';
import {
  DEFAULT_THRESHOLD,
  type DuplicateGroup,
  type DuplicateMember,
  DuplicateRequest,
  type DuplicateScope,
  LEAST_THRESHOLD,
} from '../../app/contracts/duplicates.ts';
import type { Source } from '../../app/contracts/library.ts';
import { similarityFigure } from '../../app/contracts/similarity-figure.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { type CommonOptions, engineFor } from '../engine-access.ts';
import { asName, printJson, printLine } from '../output/print.ts';
import { ProgressLine } from '../output/progress-line.ts';

interface DuplicateOptions extends CommonOptions {
  readonly threshold: string;
  readonly scope: readonly string[];
}

const WHOLE_LIBRARY = 'library';
const ALL_GROUPS = 100_000;
const TEXT_SHOWN = 100;

/** `semblance duplicates [--threshold N] [--scope library | <folder> [<folder>]]` */
export function duplicatesCommand(): Command {
  return new Command('duplicates')
    .description('find passages that repeat each other')
    .option(
      '--threshold <number>',
      `how similar they must be, from ${LEAST_THRESHOLD} to 1`,
      String(DEFAULT_THRESHOLD),
    )
    .option(
      '--scope <folders...>',
      `"${WHOLE_LIBRARY}", one folder of the library, or two to compare with each other`,
      [WHOLE_LIBRARY],
    )
    .action(async (options: DuplicateOptions) => {
      const threshold = parseThreshold(options.threshold);
      await using engine = await engineFor(options, 'change');
      const { sources, writable } = await engine.status();
      const scope = parseScope(options.scope, sources);
      if (writable) await bringUpToDate(engine);
      const { groups, pending } = await engine.duplicates(
        DuplicateRequest.parse({ threshold, scope, limit: ALL_GROUPS }),
      );
      if (pending > 0) process.stderr.write(`note: ${inUse(pending)}\n`);
      if (options.json) printJson({ groups: groups.map(stableGroup) });
      else printGroups(groups);
    });
}

async function bringUpToDate(engine: Engine): Promise<void> {
  let shown: string | null = null;
  using _progress = new ProgressLine(() => shown);
  for await (const { done, total } of engine.updateDuplicates(new AbortController().signal)) {
    shown = `comparing passages, ${Math.floor((100 * done) / total)} %`;
  }
}

function inUse(pending: number): string {
  return `${pending} passages are not compared yet: another Semblance has the library open. Look there, or close it and try again.`;
}

/** @throws DomainError `duplicates.bad-threshold` */
function parseThreshold(text: string): number {
  const threshold = text.trim() === '' ? Number.NaN : Number(text);
  if (threshold >= LEAST_THRESHOLD && threshold <= 1) return threshold;
  throw new DomainError('duplicates.bad-threshold', {
    message: `“${text}” is no threshold.`,
    nextStep: `Give a number from ${LEAST_THRESHOLD} to 1; ${DEFAULT_THRESHOLD} is a good one.`,
  });
}

/** @throws DomainError `duplicates.bad-scope` */
function parseScope(names: readonly string[], sources: readonly Source[]): DuplicateScope {
  if (names.length === 1 && names[0] === WHOLE_LIBRARY) return { within: 'library' };
  const [one, other, ...more] = names.map((name) => sourceNamed(name, sources));
  if (one === undefined || more.length > 0) {
    throw new DomainError('duplicates.bad-scope', {
      message: `A scope is one folder or two, not ${names.length}.`,
      nextStep: `Leave --scope out to look at the whole library.`,
    });
  }
  if (other === undefined || other === one) return { within: 'source', source: one };
  return { within: 'between', sources: [one, other] };
}

function sourceNamed(name: string, sources: readonly Source[]): number {
  const source = sources.find(({ path }) => path === resolve(name));
  if (source) return source.id;
  throw new DomainError('duplicates.bad-scope', {
    message: `${name} is no folder of this library.`,
    nextStep: `Its folders are: ${sources.map(({ path }) => path).join(', ') || 'none yet'}.`,
  });
}

/** The shape that scripts rely on. The first member is the reference; how the others relate to it stands with them. */
function stableGroup({ kind, similarity, members }: DuplicateGroup) {
  return { kind, similarity, members: members.map(stableMember) };
}

function stableMember({ document, page, text, start, end, relation }: DuplicateMember) {
  const place = { document, ...(page === undefined ? {} : { page }), text, start, end };
  return relation ? { ...place, kind: relation.kind, similarity: relation.similarity } : place;
}

function printGroups(groups: readonly DuplicateGroup[]): void {
  if (groups.length === 0) printLine('No duplicates found.');
  for (const [index, { members }] of groups.entries()) {
    printLine(`${index + 1}.`);
    for (const { document, start, readable, relation } of members) {
      const what = relation ? `${relation.kind}, ${similarityFigure(relation.similarity)}` : 'reference';
      printLine(`   ${asName(document)}:${start}  [${what}]`);
      printLine(`   ${shortened(readable)}`);
    }
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > TEXT_SHOWN ? `${line.slice(0, TEXT_SHOWN)}…` : line;
}
