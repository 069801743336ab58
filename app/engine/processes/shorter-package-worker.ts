// Entry of a thread that makes a package of the first layers of another one: reading weights would hold up the engine.
import { threadParentPort } from '../../base/thread-port.ts';
import type { ModelCard } from '../../contracts/model-card.ts';
import { makeShorterPackage } from '../../conversion/index.ts';
import { serveApi } from '../remote.ts';

export interface ShorterPackageApi {
  make(packageDir: string, exitLayer: number, outDir: string): Promise<ModelCard>;
}

serveApi<ShorterPackageApi>(threadParentPort(), { make: makeShorterPackage });
