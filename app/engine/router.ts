import { isAbsolute } from 'node:path';
import { implement, ORPCError } from '@orpc/server';
import { DomainError, toErrorData } from '../base/domain-error.ts';
import { engineContract } from '../contracts/engine-api.ts';
import type { FolderListing } from '../contracts/library.ts';
import type { OpenHow } from '../contracts/open-document.ts';
import { documentTypeOf } from '../parsing/document-type.ts';
import { databaseTrouble } from '../storage/database-trouble.ts';
import type { Engine } from './engine.ts';

/** What a host adds to the engine: it alone knows how folders are chosen and files are opened there. */
export interface HostServices {
  listFolder(
    path: string | undefined,
    options: { isDocument: (fileName: string) => boolean },
  ): Promise<FolderListing>;
  /** @throws DomainError `open.no-display` | `open.no-program` */
  openFile(path: string, how: OpenHow): Promise<void>;
}

/** Serves an engine under its contract. Expected trouble travels as data; a bug is logged and told in one sentence. */
export function createRouter(engine: Engine, host: HostServices) {
  const api = implement(engineContract).use(async ({ next }) => {
    try {
      return await next();
    } catch (thrown) {
      const error = databaseTrouble(thrown);
      if (error instanceof ORPCError || (error as Error).name === 'AbortError') throw error;
      if (!(error instanceof DomainError))
        engine.logger.error('call.failed', { error: String((error as Error).stack) });
      const data = toErrorData(error);
      throw new ORPCError('DOMAIN', { defined: true, message: data.message, data });
    }
  });
  return api.router({
    library: {
      status: api.library.status.handler(() => engine.status()),
      watch: api.library.watch.handler(({ signal }) =>
        engine.watchStatus(signal ?? new AbortController().signal),
      ),
      addSource: api.library.addSource.handler(({ input }) => engine.addSource(absolute(input.path))),
      addSample: api.library.addSample.handler(() => engine.addSample()),
      removeSource: api.library.removeSource.handler(({ input }) => engine.removeSource(input.id)),
      rescan: api.library.rescan.handler(({ input, signal }) =>
        engine.rescan(signal ?? new AbortController().signal, input?.source),
      ),
      pause: api.library.pause.handler(() => engine.pause()),
      resume: api.library.resume.handler(() => engine.resume()),
      cancel: api.library.cancel.handler(() => engine.cancel()),
      documents: api.library.documents.handler(({ input }) => engine.documents(input)),
      storage: api.library.storage.handler(() => engine.storage()),
      failed: api.library.failed.handler(() => engine.failed()),
      retryFailed: api.library.retryFailed.handler(({ input }) => engine.retryFailed(input?.path)),
      doctor: api.library.doctor.handler(({ input }) => engine.doctor(input.repair)),
    },
    search: {
      query: api.search.query.handler(({ input }) => engine.search(input)),
      similar: api.search.similar.handler(({ input }) => engine.similar(input)),
    },
    duplicates: {
      groups: api.duplicates.groups.handler(({ input }) => engine.duplicates(input)),
      update: api.duplicates.update.handler(({ signal }) =>
        engine.updateDuplicates(signal ?? new AbortController().signal),
      ),
      ignore: api.duplicates.ignore.handler(({ input }) => engine.ignoreDuplicates(input)),
      restore: api.duplicates.restore.handler(({ input }) => engine.restoreDuplicates(input)),
      ignored: api.duplicates.ignored.handler(() => engine.ignoredDuplicates()),
    },
    compare: {
      texts: api.compare.texts.handler(({ input }) => engine.compare(input)),
      choices: api.compare.choices.handler(() => engine.compareChoices()),
    },
    device: {
      status: api.device.status.handler(() => engine.deviceStatus()),
      choose: api.device.choose.handler(({ input }) => engine.chooseDevice(input.choice)),
      test: api.device.test.handler(({ input, signal }) =>
        engine.testDevices(signal ?? new AbortController().signal, input?.provider),
      ),
    },
    ignoring: {
      rules: api.ignoring.rules.handler(() => engine.ignoring.rules()),
      preview: api.ignoring.preview.handler(({ input, signal }) =>
        engine.ignoring.preview(input.rules, signal),
      ),
      change: api.ignoring.change.handler(({ input }) => engine.ignoring.change(input.rules)),
    },
    models: {
      list: api.models.list.handler(() => engine.models.list()),
      choose: api.models.choose.handler(({ input }) => engine.models.choose(input)),
      cancelChoice: api.models.cancelChoice.handler(() => engine.models.cancel()),
      import: api.models.import.handler(({ input }) => engine.models.import(absolute(input.path))),
      verify: api.models.verify.handler(({ input }) => engine.models.verify(input.model)),
      remove: api.models.remove.handler(({ input }) => engine.models.remove(input.id)),
    },
    document: {
      preview: api.document.preview.handler(({ input }) => engine.preview(input.documentId)),
      open: api.document.open.handler(async ({ input }) =>
        host.openFile(await engine.documentFile(input.documentId), input.how),
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
