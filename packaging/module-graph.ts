import { posix } from 'node:path';
import { parseSync } from 'vite';

/** What compiled modules lead to. */
export interface ModuleGraph {
  /** Paths of the entries and of all modules that they import or start. */
  readonly modules: ReadonlySet<string>;
  /** Whatever they import that is not a file of theirs: packages, and modules of Node and Electron. */
  readonly outside: ReadonlySet<string>;
  /** Paths of the files and folders that they address, other than modules. */
  readonly addressed: ReadonlySet<string>;
}

/**
 * Walks from the entries through imports and through `new URL('…', import.meta.url)`.
 * @param read  the text of a module, by its path; throws where there is none.
 */
export function moduleGraph(entries: readonly string[], read: (path: string) => string): ModuleGraph {
  const modules = new Set<string>();
  const outside = new Set<string>();
  const addressed = new Set<string>();
  const visit = (path: string): void => {
    if (modules.has(path)) return;
    modules.add(path);
    const code = read(path);
    for (const request of requests(path, code)) {
      if (request.startsWith('.')) visit(posix.join(posix.dirname(path), request));
      else outside.add(request);
    }
    for (const [, address = ''] of code.matchAll(/new URL\("([^"]+)", import\.meta\.url\)/g)) {
      const target = posix.join(posix.dirname(path), address);
      if (target.endsWith('.mjs')) visit(target);
      else addressed.add(target);
    }
  };
  entries.forEach(visit);
  return { modules, outside, addressed };
}

/** What a module imports, exports from elsewhere, or requires. */
function requests(path: string, code: string): string[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(path, code).module;
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamicImports.map(({ moduleRequest }) => code.slice(moduleRequest.start + 1, moduleRequest.end - 1)),
    ...Array.from(code.matchAll(/__require\("([^"]+)"\)/g), ([, name = '']) => name),
  ];
}
