// A host of one engine in a process of its own, so that it can be killed together with its children.
import { CompareRequest } from '../../app/contracts/compare.ts';
import { DuplicateRequest } from '../../app/contracts/duplicates.ts';
import { serveApi } from '../../app/engine/remote.ts';
import { answersOf, problemsOf } from './answers.ts';
import type { EngineHostApi, EngineHostOrder } from './engine-host.ts';
import { never, openLibrary } from './open-library.ts';

process.on('disconnect', () => process.exit());
const opening = openLibrary(JSON.parse(process.argv[2] ?? '') as EngineHostOrder);
opening.catch(() => {});

serveApi<EngineHostApi>(
  {
    post: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
    onClose: (listener) => process.on('disconnect', () => listener('disconnected')),
  },
  {
    open: async () => void (await opening),
    index: async (folders) => (await opening).index(folders, never),
    rescan: async () => {
      for await (const _ of (await opening).rescan(never));
    },
    answers: async () => answersOf(await opening),
    problems: async () => problemsOf(await opening),
    repair: async () => (await opening).doctor(true),
    status: async () => (await opening).status(),
    pause: async () => void (await (await opening).pause()),
    resume: async () => void (await (await opening).resume()),
    updateDuplicates: async () => {
      for await (const _ of (await opening).updateDuplicates(never));
    },
    duplicates: async () => (await (await opening).duplicates(DuplicateRequest.parse({}))).groups.length,
    compare: async (a, b) => (await (await opening).compare(CompareRequest.parse({ a, b }))).cosine,
    useModel: async (folder) => {
      const engine = await opening;
      await engine.models.choose({ model: folder });
      await engine.models.settled(never);
    },
    close: async () => (await opening)[Symbol.asyncDispose](),
  },
);
