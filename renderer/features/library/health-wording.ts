import type { Finding } from '../../../app/contracts/library.ts';
import { counted } from '../../state/wording.ts';

const TITLES: Readonly<Record<string, string>> = {
  'library folder': 'Privacy of the library',
  model: 'Files of the model',
  database: 'Database',
  completeness: 'Nothing missing',
  'stored content': 'Texts as they were stored',
  'stored vectors': 'Vectors as they were stored',
  'stray vectors': 'Nothing left over',
  figures: 'Figures of duplicates and percentiles',
  words: 'Index of words',
  source: 'A folder is away',
  documents: 'Documents',
  'sentence vectors': 'Vectors of sentences',
  'passage vectors': 'Vectors of passages',
  'vector index': 'Search by meaning',
  'saved vectors': 'Saved vectors',
};

/** What was checked, as people call it; a check of a newer engine keeps its own name. */
export function titleOf({ check }: Finding): string {
  return TITLES[check] ?? check;
}

/** All findings in one sentence: what is wrong comes first, then what was mended, then what to know. */
export function verdictOn(findings: readonly Finding[]): string {
  const count = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length;
  const [problems, repaired, warnings] = [count('problem'), count('repaired'), count('warning')];
  if (problems > 0 && repaired > 0)
    return `${counted(repaired, 'thing')} repaired; ${counted(problems, 'problem')} left.`;
  if (problems > 0) return `${counted(problems, 'problem')} found.`;
  if (repaired > 0) return `${counted(repaired, 'thing')} repaired. The library is sound again.`;
  if (warnings > 0) return `The library is sound; ${counted(warnings, 'thing')} to know.`;
  return `The library is sound: ${counted(findings.length, 'check')}, nothing found.`;
}
