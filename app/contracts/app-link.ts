import { z } from 'zod';
import { SearchFilters, SearchMode } from './search.ts';

export const APP_LINK_SCHEME = 'semblance';
const MOST_CHARACTERS = 8_000;

/** What a link can lead to: a search, or a place in a document of the library. */
export const AppLink = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('search'),
    query: z.string().min(1).max(2_000),
    mode: SearchMode,
    /** Folders are left out: their ids are those of one library. */
    filters: SearchFilters.omit({ source: true }),
  }),
  z.object({
    kind: z.literal('open'),
    /** Absolute path; whether it is a document of the library, the engine knows. */
    document: z.string().min(1).max(4_096),
    /** Where the sentence begins, as an offset into the document text. */
    sentence: z.int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  }),
]);
export type AppLink = z.infer<typeof AppLink>;

/** The parameters of each kind; those of the second list may stand several times. */
const PARAMETERS: Readonly<Record<string, readonly [once: readonly string[], often: readonly string[]]>> = {
  search: [
    ['q', 'by', 'days'],
    ['type', 'tag'],
  ],
  open: [['document', 'sentence'], []],
};

/**
 * Reads `semblance://search?q=frost&by=words&type=html&tag=garden&days=7` and
 * `semblance://open?document=/notes/frost.md&sentence=120`. Anybody can write such a link, so whatever is not exactly
 * one is none.
 */
export function parseAppLink(text: string): AppLink | null {
  if (text.length > MOST_CHARACTERS || !URL.canParse(text)) return null;
  const { protocol, host, pathname, hash, username, password, searchParams } = new URL(text);
  const parameters = PARAMETERS[host];
  const isPlain = !hash && !username && !password && (pathname === '' || pathname === '/');
  if (protocol !== `${APP_LINK_SCHEME}:` || !parameters || !isPlain) return null;
  if (!hasOnly(searchParams, ...parameters)) return null;
  const link = AppLink.safeParse(host === 'search' ? searchOf(searchParams) : placeOf(searchParams));
  return link.success ? link.data : null;
}

/** The link that {@link parseAppLink} reads as this. */
export function formatAppLink(link: AppLink): string {
  const parts = new URLSearchParams();
  if (link.kind === 'open') {
    parts.set('document', link.document);
    if (link.sentence !== undefined) parts.set('sentence', String(link.sentence));
  } else {
    parts.set('q', link.query);
    if (link.mode !== 'hybrid') parts.set('by', link.mode);
    for (const type of link.filters.type ?? []) parts.append('type', type);
    for (const tag of link.filters.tag ?? []) parts.append('tag', tag);
    const { changedWithinDays } = link.filters;
    if (changedWithinDays !== undefined) parts.set('days', String(changedWithinDays));
  }
  return `${APP_LINK_SCHEME}://${link.kind}?${parts}`;
}

/** The link among the arguments of a program, as the systems other than macOS hand it over; null where there is none. */
export function appLinkAmong(args: readonly string[]): AppLink | null {
  const text = args.findLast((arg) => arg.startsWith(`${APP_LINK_SCHEME}:`));
  return text === undefined ? null : parseAppLink(text);
}

function hasOnly(parts: URLSearchParams, once: readonly string[], often: readonly string[]): boolean {
  return [...parts.keys()].every((name) =>
    once.includes(name) ? parts.getAll(name).length === 1 : often.includes(name),
  );
}

function searchOf(parts: URLSearchParams) {
  const several = (name: string) => (parts.has(name) ? parts.getAll(name) : undefined);
  const filters = { type: several('type'), tag: several('tag'), changedWithinDays: numberOf(parts, 'days') };
  return {
    kind: 'search',
    query: parts.get('q') ?? '',
    mode: parts.get('by') ?? 'hybrid',
    filters: Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)),
  };
}

function placeOf(parts: URLSearchParams) {
  const sentence = numberOf(parts, 'sentence');
  return {
    kind: 'open',
    document: parts.get('document') ?? '',
    ...(sentence === undefined ? {} : { sentence }),
  };
}

/** Digits alone: not "", "1e3" or "0x10", which are numbers to JavaScript. */
function numberOf(parts: URLSearchParams, name: string): number | undefined {
  const text = parts.get(name);
  if (text === null) return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
