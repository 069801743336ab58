import { type ModelPackage, modelFingerprint } from '../../app/embedding/index.ts';
import { benchFolder } from '../harness/bench-folder.ts';

const SHOWN = 16;

/** Where the vectors of a model are kept: another model, or other weights of the same, have a folder of their own. */
export async function encodingsFolder(model: ModelPackage): Promise<string> {
  return benchFolder('encodings', `${model.id}-${(await modelFingerprint(model)).slice(0, SHOWN)}`);
}
