import { posix } from 'node:path';
import { normalizePath, type Plugin } from 'vite';

/** How modules address files beside them: processes and threads they start, and files they read. */
const ADDRESS = /new URL\(\s*'(\.[^']*)',\s*import\.meta\.url\s*\)/g;

/**
 * Keeps `new URL('…', import.meta.url)` true when modules move into the program. An address of a module makes it a file
 * of the program of its own; any other is looked up in `places`.
 * @param places  folders of the repository, each with where the package has it, seen from the program's folder.
 */
export function moduleAddresses(root: string, places: Readonly<Record<string, string>>): Plugin {
  const own = `${normalizePath(root)}/`;
  return {
    name: 'module-addresses',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(own) || id.includes('node_modules')) return null;
      return code.replaceAll(ADDRESS, (_text, address: string) => {
        const file = posix.join(posix.dirname(id), address);
        if (file.endsWith('.ts')) {
          const fileName = `${posix.basename(file, '.ts')}.mjs`;
          this.emitFile({ type: 'chunk', id: file, fileName });
          return `new URL('./${fileName}', import.meta.url)`;
        }
        const path = posix.relative(own, file);
        const place = Object.keys(places).find((folder) => path.startsWith(`${folder}/`));
        if (place === undefined)
          return this.error(`${path}, which ${id} reads, has no place in the package.`);
        return `new URL('${places[place]}${path.slice(place.length)}', import.meta.url)`;
      });
    },
  };
}
