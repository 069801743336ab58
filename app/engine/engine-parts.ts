import type { Broadcast } from '../base/broadcast.ts';
import type { Logger } from '../base/logger.ts';
import type { ModelPackage } from '../embedding/index.ts';
import type { SearchServices } from '../search/services.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { LibraryWriter } from '../storage/write/library-writer.ts';
import type { DeviceEncoder } from './devices/device-encoder.ts';
import type { DuplicateFinder } from './duplicate-finder.ts';
import type { IndexingJobs } from './indexing-jobs.ts';
import type { Sources } from './sources.ts';
import type { VectorClient } from './vector-client.ts';

/** What only the process that holds the library has. */
export interface WritingParts {
  readonly writer: LibraryWriter;
  readonly jobs: IndexingJobs;
  readonly sources: Sources;
}

export interface EngineParts {
  readonly libraryDir: string;
  readonly store: LibraryStore;
  readonly model: ModelPackage;
  readonly encoder: DeviceEncoder;
  readonly vectors: VectorClient;
  readonly search: SearchServices;
  readonly duplicates: DuplicateFinder;
  readonly writing: WritingParts | null;
  readonly changes: Broadcast<void>;
  readonly logger: Logger;
}
