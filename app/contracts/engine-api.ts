import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { CompareChoices, CompareRequest, Comparison } from './compare.ts';
import { CopiesReport, MovedCopy, MoveToBinRequest } from './copies.ts';
import { DeviceChoice, DeviceProgress, DeviceStatus, DeviceTestRequest } from './device.ts';
import {
  DuplicateProgress,
  DuplicateReport,
  DuplicateRequest,
  IgnoredDuplicates,
  PassagePair,
} from './duplicates.ts';
import { IgnoreChange, IgnorePreview, IgnoreRules } from './ignoring.ts';
import {
  DeletedLibrary,
  DocumentPreview,
  DocumentsPage,
  DocumentsRequest,
  ErrorInfo,
  FailedDocument,
  Finding,
  FolderListing,
  FoundDocument,
  IndexProgress,
  LibraryStatus,
  StorageUse,
} from './library.ts';
import { ModelChoice, ModelReport, ModelsState } from './models.ts';
import { OpenRequest } from './open-document.ts';
import { SearchRequest, SearchResponse, SimilarRequest } from './search.ts';

// Every procedure may fail with expected trouble; it arrives as data, never as a stack trace.
const base = oc.errors({ DOMAIN: { data: ErrorInfo } });

/** The one boundary of the engine: hosts serve it, the renderer and the command line derive their clients from it. */
export const engineContract = {
  library: {
    status: base.output(LibraryStatus),
    /** Emits the status whenever it changes, at most five times a second, first at once. */
    watch: base.output(eventIterator(LibraryStatus)),
    /** Adds a folder and indexes it; returns once the folder is registered, progress comes through `watch`. */
    addSource: base.input(z.object({ path: z.string().min(1) })).output(LibraryStatus),
    /** Copies the sample library beside the user's documents and adds it as a source. */
    addSample: base.output(LibraryStatus),
    removeSource: base.input(z.object({ id: z.int() })).output(LibraryStatus),
    /** Rescans all sources, or one; emits progress until the run ends. Closing the stream does not stop the run. */
    rescan: base
      .input(z.object({ source: z.int().optional() }).optional())
      .output(eventIterator(IndexProgress)),
    /** Holds indexing between two files until `resume`, or until the library is opened again. */
    pause: base.output(LibraryStatus),
    resume: base.output(LibraryStatus),
    /** Ends the run under way, held or not, and forgets what waits; a pause stays. */
    cancel: base.output(z.void()),
    documents: base.input(DocumentsRequest).output(DocumentsPage),
    storage: base.output(StorageUse),
    failed: base.output(z.array(FailedDocument)),
    /** Reads one file again that failed, or all; of one, returns when that is done, or when indexing is paused. */
    retryFailed: base
      .input(z.object({ path: z.string().min(1).optional() }).optional())
      .output(LibraryStatus),
    /** Forgets what was read from every folder that can be reached, and reads it again; returns once that has begun. */
    rebuild: base.output(LibraryStatus),
    /**
     * Deletes all that the library is made of, whose folder is named to make sure, and puts an empty one in its place.
     * Documents are not touched. Streams of the library end.
     */
    deleteEverything: base.input(z.object({ libraryDir: z.string() })).output(DeletedLibrary),
    /** Shows the library's folder in the system's file manager, where the engine runs. */
    showFolder: base.output(z.void()),
    doctor: base.input(z.object({ repair: z.boolean().default(false) })).output(z.array(Finding)),
  },
  search: {
    query: base.input(SearchRequest).output(SearchResponse),
    similar: base.input(SimilarRequest).output(SearchResponse),
  },
  duplicates: {
    /** Groups of the pairs known so far, at once; how many passages are still to be compared stands in the report. */
    groups: base.input(DuplicateRequest).output(DuplicateReport),
    /** Compares what was added since the last time; emits progress until that is done. Closing the stream does not stop it. */
    update: base.output(eventIterator(DuplicateProgress)),
    /** Keeps two passages apart from now on. */
    ignore: base.input(PassagePair).output(z.void()),
    restore: base.input(PassagePair).output(z.void()),
    ignored: base.output(z.array(IgnoredDuplicates)),
    /** Documents that are copies of others as a whole, as far as passages were compared. */
    copies: base.output(CopiesReport),
    /**
     * Puts copies into the system's bin, where the engine runs. Each goes only if it and the document to keep are copies
     * still, their files read again; what became of each is told.
     */
    moveToBin: base.input(MoveToBinRequest).output(z.array(MovedCopy)),
  },
  compare: {
    texts: base.input(CompareRequest).output(Comparison),
    /** What the model in use lets be chosen; asked first, it also makes the first comparison quick. */
    choices: base.output(CompareChoices),
  },
  device: {
    status: base.output(DeviceStatus),
    /**
     * Encodes with another device from now on, also after the next start. A device that was never tried is tried first,
     * which takes seconds, with a large model minutes. Fails with `device.*` where it cannot be used; nothing changes then.
     */
    choose: base.input(z.object({ choice: DeviceChoice })).output(DeviceStatus),
    /** Tries one device again, or all; emits every step. Closing the stream does not stop it. */
    test: base.input(DeviceTestRequest.optional()).output(eventIterator(DeviceProgress)),
  },
  ignoring: {
    rules: base.output(IgnoreRules),
    /** What rules would leave out of the documents that are in the library now. */
    preview: base.input(IgnoreChange).output(IgnorePreview),
    /** Leaves out other things of every source from now on, and goes through the sources; returns once that has begun. */
    change: base.input(IgnoreChange).output(IgnoreRules),
  },
  models: {
    /** The models at hand, the one in use, and the change to another. Progress comes through `library.watch`. */
    list: base.output(ModelsState),
    /**
     * Has the library prepared for a model, or for more or less of the one in use, and puts it in use once that is done;
     * the one in use serves meanwhile. Returns once it has begun. Choosing the one in use ends a change to another.
     */
    choose: base.input(ModelChoice).output(ModelsState),
    /** Ends a change under way; the model in use stays. */
    cancelChoice: base.output(ModelsState),
    /** Copies a package from a folder where the engine runs into the library, once it is found sound. */
    import: base.input(z.object({ path: z.string().min(1) })).output(ModelsState),
    /** Checks a package against its card and against itself; takes seconds. */
    verify: base.input(z.object({ model: z.string().min(1) })).output(ModelReport),
    /** Deletes a package of the library's own that it does not use. */
    remove: base.input(z.object({ id: z.string().min(1) })).output(ModelsState),
  },
  document: {
    preview: base.input(z.object({ documentId: z.int() })).output(DocumentPreview),
    /** The document of the library at an absolute path; the disk is not looked at. Fails with `document.unknown`. */
    find: base
      .input(z.object({ path: z.string().max(4_096), offset: z.int().nonnegative().optional() }))
      .output(FoundDocument),
    /** Has the system open the document's file, or show it in its folder, where the engine runs. */
    open: base.input(OpenRequest).output(z.void()),
  },
  folders: {
    /** Lists a folder for the picker of the browser; without a path, the home folder. */
    list: base.input(z.object({ path: z.string().optional() })).output(FolderListing),
  },
};
export type EngineContract = typeof engineContract;
