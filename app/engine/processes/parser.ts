// Entry of a parser process: one file at a time, ended by its parent when it takes too long or too much.
import { parentPort } from '../../base/process-port.ts';
import type { ReadDocument } from '../../indexing/services.ts';
import { parseFile } from '../../parsing/parse-file.ts';
import { segmentBlocks } from '../../segmentation/segment-blocks.ts';
import { serveApi } from '../remote.ts';

export interface ParserApi {
  read(path: string): Promise<ReadDocument>;
  /** Answers when the process has started. */
  ready(): void;
}

async function read(path: string): Promise<ReadDocument> {
  const { document, ...file } = await parseFile(path);
  const { text, title, tags } = document;
  return { ...file, text, title, tags, passages: segmentBlocks(document) };
}

const port = parentPort();
port.onClose(() => process.exit());
serveApi<ParserApi>(port, { read, ready: () => {} });
