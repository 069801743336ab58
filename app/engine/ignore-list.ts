import { relative, sep } from 'node:path';
import { TimeSlice } from '../base/time-slice.ts';
import type { IgnorePreview, IgnoreRules } from '../contracts/ignoring.ts';
import { IGNORED_FOLDERS, RULE_FILES } from '../indexing/always-ignored.ts';
import { IgnoreRules as ParsedRules } from '../indexing/ignore-rules.ts';
import { LARGEST_FILE_BYTES } from '../parsing/parse-file.ts';
import type { EngineParts, WritingParts } from './engine-parts.ts';

const EXAMPLES = 5;

/** What is left out of every source of a library. */
export class IgnoreList {
  readonly #parts: EngineParts;
  readonly #writing: () => WritingParts;

  /** @param writing  throws where the library is open for reading only. */
  constructor(parts: EngineParts, writing: () => WritingParts) {
    this.#parts = parts;
    this.#writing = writing;
  }

  rules(): IgnoreRules {
    return {
      rules: this.#parts.store.settings.get('ignore'),
      ruleFiles: [...RULE_FILES],
      builtIn: [...IGNORED_FOLDERS],
      largestFileBytes: LARGEST_FILE_BYTES,
    };
  }

  /** What these rules would leave out of the documents that are there; changes nothing. @throws AbortError */
  async preview(text: string, signal?: AbortSignal): Promise<IgnorePreview> {
    const { documents } = this.#parts.store;
    const rules = new ParsedRules(text);
    const slice = new TimeSlice();
    const leftOut: string[] = [];
    let count = 0;
    for (const source of documents.sources()) {
      for (const { path } of documents.knownDocuments(source.id)) {
        count++;
        const inside = relative(source.path, path).split(sep).join('/');
        if (rules.leaveOut(inside)) leftOut.push(path);
        await slice.pause();
        signal?.throwIfAborted();
      }
    }
    return { documents: count, leftOut: leftOut.length, examples: leftOut.sort().slice(0, EXAMPLES) };
  }

  /** Takes effect with a run over all sources, which it starts. @throws DomainError `library.locked` */
  async change(text: string): Promise<IgnoreRules> {
    const { writer, sources } = this.#writing();
    await writer.set('ignore', text);
    sources.indexInBackground();
    return this.rules();
  }
}
