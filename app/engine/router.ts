import { isAbsolute } from 'node:path';
import { implement, ORPCError } from '@orpc/server';
import { DomainError, toErrorData } from '../base/domain-error.ts';
import { engineContract } from '../contracts/engine-api.ts';
import type { FolderListing } from '../contracts/library.ts';
import type { OpenHow } from '../contracts/open-document.ts';
import { documentTypeOf } from '../parsing/document-type.ts';
import { databasePath } from '../storage/connection.ts';
import { databaseTrouble } from '../storage/database-trouble.ts';
import type { MoveToBin } from './copy-mover.ts';
import { beingDeleted, type ServedEngine } from './served-engine.ts';

/** What a host adds to the engine: it alone knows how folders are chosen and files are opened there. */
export interface HostServices {
  listFolder(
    path: string | undefined,
    options: { isDocument: (fileName: string) => boolean },
  ): Promise<FolderListing>;
  /** @throws DomainError `open.no-display` | `open.no-program` */
  openFile(path: string, how: OpenHow): Promise<void>;
  /** Puts a file into the system's bin, from which the person can take it back. @throws DomainError `bin.*` */
  readonly moveToBin: MoveToBin;
}

/** Serves an engine under its contract. Expected trouble travels as data; a bug is logged and told in one sentence. */
export function createRouter(served: ServedEngine, host: HostServices) {
  const api = implement(engineContract).use(async ({ next }) => {
    try {
      return await next();
    } catch (thrown) {
      const error = served.isBeingDeleted ? beingDeleted() : databaseTrouble(thrown);
      if (error instanceof ORPCError || (error as Error).name === 'AbortError') throw error;
      if (!(error instanceof DomainError))
        served.logger.error('call.failed', { error: String((error as Error).stack) });
      const data = toErrorData(error);
      throw new ORPCError('DOMAIN', { defined: true, message: data.message, data });
    }
  });
  return api.router({
    library: {
      status: api.library.status.handler(() => served.current.status()),
      watch: api.library.watch.handler(({ signal }) =>
        served.current.watchStatus(AbortSignal.any([served.closing, ...(signal ? [signal] : [])])),
      ),
      addSource: api.library.addSource.handler(({ input }) => served.current.addSource(absolute(input.path))),
      addSample: api.library.addSample.handler(() => served.current.addSample()),
      removeSource: api.library.removeSource.handler(({ input }) => served.current.removeSource(input.id)),
      rescan: api.library.rescan.handler(({ input, signal }) =>
        served.current.rescan(signal ?? new AbortController().signal, input?.source),
      ),
      pause: api.library.pause.handler(() => served.current.pause()),
      resume: api.library.resume.handler(() => served.current.resume()),
      cancel: api.library.cancel.handler(() => served.current.cancel()),
      documents: api.library.documents.handler(({ input }) => served.current.documents(input)),
      storage: api.library.storage.handler(() => served.current.storage()),
      failed: api.library.failed.handler(() => served.current.failed()),
      retryFailed: api.library.retryFailed.handler(({ input }) => served.current.retryFailed(input?.path)),
      rebuild: api.library.rebuild.handler(() => served.current.rebuild()),
      deleteEverything: api.library.deleteEverything.handler(({ input }) =>
        served.deleteEverything(input.libraryDir),
      ),
      showFolder: api.library.showFolder.handler(async () =>
        host.openFile(databasePath((await served.current.status()).libraryDir), 'reveal'),
      ),
      doctor: api.library.doctor.handler(({ input }) => served.current.doctor(input.repair)),
    },
    search: {
      query: api.search.query.handler(({ input }) => served.current.search(input)),
      similar: api.search.similar.handler(({ input }) => served.current.similar(input)),
    },
    duplicates: {
      groups: api.duplicates.groups.handler(({ input }) => served.current.duplicates(input)),
      update: api.duplicates.update.handler(({ signal }) =>
        served.current.updateDuplicates(signal ?? new AbortController().signal),
      ),
      ignore: api.duplicates.ignore.handler(({ input }) => served.current.ignoreDuplicates(input)),
      restore: api.duplicates.restore.handler(({ input }) => served.current.restoreDuplicates(input)),
      ignored: api.duplicates.ignored.handler(() => served.current.ignoredDuplicates()),
      copies: api.duplicates.copies.handler(() => served.current.copies.list()),
      moveToBin: api.duplicates.moveToBin.handler(({ input }) =>
        served.current.copies.moveToBin(input, host.moveToBin),
      ),
    },
    compare: {
      texts: api.compare.texts.handler(({ input }) => served.current.compare(input)),
      choices: api.compare.choices.handler(() => served.current.compareChoices()),
    },
    device: {
      status: api.device.status.handler(() => served.current.deviceStatus()),
      choose: api.device.choose.handler(({ input }) => served.current.chooseDevice(input.choice)),
      test: api.device.test.handler(({ input, signal }) =>
        served.current.testDevices(signal ?? new AbortController().signal, input?.provider),
      ),
    },
    ignoring: {
      rules: api.ignoring.rules.handler(() => served.current.ignoring.rules()),
      preview: api.ignoring.preview.handler(({ input, signal }) =>
        served.current.ignoring.preview(input.rules, signal),
      ),
      change: api.ignoring.change.handler(({ input }) => served.current.ignoring.change(input.rules)),
    },
    models: {
      list: api.models.list.handler(() => served.current.models.list()),
      choose: api.models.choose.handler(({ input }) => served.current.models.choose(input)),
      cancelChoice: api.models.cancelChoice.handler(() => served.current.models.cancel()),
      import: api.models.import.handler(({ input }) => served.current.models.import(absolute(input.path))),
      verify: api.models.verify.handler(({ input }) => served.current.models.verify(input.model)),
      remove: api.models.remove.handler(({ input }) => served.current.models.remove(input.id)),
    },
    document: {
      preview: api.document.preview.handler(({ input }) => served.current.reading.preview(input.documentId)),
      find: api.document.find.handler(({ input }) => served.current.reading.find(input.path, input.offset)),
      open: api.document.open.handler(async ({ input }) =>
        host.openFile(await served.current.reading.file(input.documentId), input.how),
      ),
    },
    folders: {
      list: api.folders.list.handler(({ input }) => host.listFolder(input.path, { isDocument })),
    },
  });
}

function isDocument(fileName: string): boolean {
  return documentTypeOf(fileName) !== null;
}

/** A window has no working folder that a relative path could start from. */
function absolute(path: string): string {
  if (isAbsolute(path)) return path;
  throw new DomainError('source.not-absolute', {
    message: `“${path}” is not a full path.`,
    nextStep: 'Give the path from the top, for example /home/me/Notes or C:\\Users\\me\\Notes.',
  });
}
