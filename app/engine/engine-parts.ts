import type { Broadcast } from '../base/broadcast.ts';
import type { Logger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { LibraryWriter } from '../storage/write/library-writer.ts';
import type { IndexingJobs } from './indexing-jobs.ts';
import type { ModelInUse } from './model-in-use.ts';
import type { ModelSwitcher } from './model-switcher.ts';
import type { ParserPool } from './parser-pool.ts';
import type { Sources } from './sources.ts';

/** What only the process that holds the library has. */
export interface WritingParts {
  readonly writer: LibraryWriter;
  readonly jobs: IndexingJobs;
  readonly sources: Sources;
  readonly switcher: ModelSwitcher;
  readonly parser: ParserPool;
}

export interface EngineParts {
  readonly libraryDir: string;
  readonly store: LibraryStore;
  /** All that depends on the model; it may be another one with every call. */
  readonly inUse: ModelInUse;
  readonly writing: WritingParts | null;
  readonly changes: Broadcast<void>;
  readonly spawn: SpawnProcess;
  readonly logger: Logger;
}
