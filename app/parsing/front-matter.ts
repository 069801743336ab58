import { parse } from 'yaml';

/** What a document says about itself before its text. */
export interface FrontMatter {
  readonly title: string | null;
  readonly tags: readonly string[];
  /** Where the text begins. */
  readonly bodyStart: number;
}

const YAML_BLOCK = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const TOML_BLOCK = /^\uFEFF?\+\+\+[ \t]*\r?\n([\s\S]*?)(?<=\n)\+\+\+[ \t]*(?:\r?\n|$)/;
/** A rule at the top of a text looks like front matter too; front matter begins with a key, or is empty. */
const FIRST_KEY = /^(?:\s*#.*\n)*\s*(?:["']?[\w][\w .-]*["']?\s*[:=]|$)/;
const MAX_CHARS = 32_768;
const NONE: FrontMatter = { title: null, tags: [], bodyStart: 0 };

/** Reads title and tags from YAML front matter. TOML front matter is kept out of the text and not read further. */
export function readFrontMatter(text: string): FrontMatter {
  const head = text.slice(0, MAX_CHARS);
  const block = YAML_BLOCK.exec(head) ?? TOML_BLOCK.exec(head);
  const source = block?.[1];
  if (block === null || source === undefined || !FIRST_KEY.test(source)) return NONE;
  const fields = block[0].includes('+++') ? {} : readFields(source);
  return {
    title: asText(fields.title),
    tags: [fields.tags, fields.tag, fields.keywords].flatMap(asTags),
    bodyStart: block[0].length,
  };
}

function readFields(source: string): Record<string, unknown> {
  try {
    const value: unknown = parse(source, { schema: 'failsafe', logLevel: 'error', maxAliasCount: 0 });
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return readTitleLine(source);
  }
}

/** Titles with an unquoted colon are common and no valid YAML. */
function readTitleLine(source: string): Record<string, unknown> {
  const line = /^title[ \t]*:[ \t]*(.+)$/m.exec(source);
  return line === null ? {} : { title: line[1]!.trim().replace(/^(["'])(.*)\1$/, '$2') };
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function asTags(value: unknown): string[] {
  const names = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,\s]+/) : [];
  return names.flatMap((name) => asText(name)?.replace(/^#/, '') || []);
}
