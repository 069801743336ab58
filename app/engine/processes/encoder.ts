// Entry of the encoder process: a native crash of onnxruntime takes this process along and nothing else.
import { parentPort } from '../../base/process-port.ts';
import type { MeasuredComparison } from '../../compare/index.ts';
import type { CompareChoices, CompareRequest } from '../../contracts/compare.ts';
import type { Encoded, TextKind } from '../../embedding/index.ts';
import type { EncodedTexts, PassageText } from '../../indexing/services.ts';
import type { EncodedQuery } from '../../search/services.ts';
import { EncoderService } from '../encoder-service.ts';
import { serveApi } from '../remote.ts';

export interface EncoderApi {
  /** Opens the model package. @returns the execution provider in use. */
  open(packageDir: string): Promise<string>;
  provider(): string;
  encodeQuery(text: string): Promise<EncodedQuery>;
  encode(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts>;
  encodeExactly(texts: readonly string[], kind: TextKind): Promise<Encoded>;
  compare(request: CompareRequest, derivedRoot: string | null): Promise<MeasuredComparison>;
  compareChoices(derivedRoot: string | null): Promise<CompareChoices>;
}

let service: EncoderService | null = null;

function opened(): EncoderService {
  if (!service) throw new Error('The encoder was asked before a model was opened.');
  return service;
}

const port = parentPort();
port.onClose(() => process.exit());
serveApi<EncoderApi>(port, {
  async open(packageDir) {
    // A process that lost a thread is given up whole: its supervisor starts another and retries the work.
    service = await EncoderService.open(packageDir, (reason) => {
      process.stderr.write(`${reason}\n`);
      process.exit(1);
    });
    return service.provider;
  },
  provider: () => opened().provider,
  encodeQuery: (text) => opened().encodeQuery(text),
  encode: (sentences, passages) => opened().encode(sentences, passages),
  encodeExactly: (texts, kind) => opened().encodeExactly(texts, kind),
  compare: (request, derivedRoot) => opened().compare(request, derivedRoot),
  compareChoices: (derivedRoot) => opened().compareChoices(derivedRoot),
});
