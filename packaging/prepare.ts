// Makes what electron-builder.yml packs besides the built window: the compiled program, and the licences of others.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProgram } from './compile-program.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

await compileProgram(ROOT, join(ROOT, 'out/program'));
await writeFile(join(ROOT, 'out/third-party-notices.txt'), await thirdPartyNotices(ROOT));
