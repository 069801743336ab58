// Entry of the encoder process: a native crash of onnxruntime takes this process along and nothing else.
import { parentPort } from '../../base/process-port.ts';
import { serveEncoder } from '../serve-encoder.ts';

export type { EncoderApi } from '../serve-encoder.ts';

serveEncoder(parentPort());
