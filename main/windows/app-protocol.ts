import { protocol } from 'electron/main';
import type { AssetManifest } from '../../app/host/asset-manifest.ts';
import { answerFrom } from './window-assets.ts';

const SCHEME = 'app';
export const WINDOW_URL = `${SCHEME}://semblance/index.html`;

/** Makes `app:` an origin like any other. To be called before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer on `app:`, and nothing else. */
export function serveAppScheme(assets: AssetManifest): void {
  protocol.handle(SCHEME, (request) => answerFrom(assets, request));
}
