import { parse, postprocess, preprocess } from 'micromark';
import { gfm } from 'micromark-extension-gfm';
import type { ParsedDocument } from '../contracts/document.ts';
import { markdownRegions, type Region } from '../text/markdown-regions.ts';
import { readFrontMatter } from './front-matter.ts';
import { MarkdownBlocks } from './markdown-blocks.ts';

/**
 * Reads CommonMark with the GitHub additions (tables, footnotes, task lists, bare links), front matter, and the wiki
 * links and tags of Obsidian. A part that is nested too deeply or too dense with markup is read as plain text.
 */
export function parseMarkdown(text: string): ParsedDocument {
  const frontMatter = readFrontMatter(text);
  const bodyStart = frontMatter.bodyStart || (text.startsWith('\uFEFF') ? 1 : 0);
  const regions = markdownRegions(text, bodyStart);
  const definitions = regions.length > 1 ? findDefinitions(text) : NO_DEFINITIONS;
  const content = new MarkdownBlocks(text);
  for (const region of regions) {
    if (region.isMarkdown) addMarkdown(content, text, region, definitions);
    else content.addPlainText(region.start, region.end);
  }
  return {
    text,
    title: frontMatter.title ?? content.title,
    tags: withoutRepeats([...frontMatter.tags, ...content.tags]),
    blocks: content.blocks,
  };
}

/** The tokenizer knows a link or footnote only when it sees its definition, which may stand in another region. */
function addMarkdown(
  content: MarkdownBlocks,
  text: string,
  region: Region,
  definitions: ReadonlySet<string>,
): void {
  let { start } = region;
  // The tokenizer passes over a byte order mark at its beginning without counting it.
  while (text[start] === '\uFEFF') start++;
  const source = text.slice(start, region.end);
  const prefix = definitions.size === 0 ? '' : definitionsFor(source, definitions);
  const shift = start - prefix.length;
  for (const [step, token] of tokenize(prefix + source)) {
    if (token.start.offset < prefix.length) continue;
    const placed = {
      type: token.type,
      start: token.start.offset + shift,
      end: token.end.offset + shift,
    };
    if (step === 'enter') content.enter(placed);
    else content.exit(placed);
  }
}

function tokenize(markdown: string): ReturnType<typeof postprocess> {
  const chunks = preprocess()(markdown, 'utf8', true);
  return postprocess(
    parse({ extensions: [gfm()] })
      .document()
      .write(chunks),
  );
}

const NO_DEFINITIONS: ReadonlySet<string> = new Set();

function findDefinitions(text: string): ReadonlySet<string> {
  const lines = text.matchAll(/^ {0,3}\[(\^?[^[\]\n]{1,200})\]:/gm);
  return new Set(Array.from(lines, (match) => asLabel(match[1]!)));
}

function definitionsFor(source: string, definitions: ReadonlySet<string>): string {
  const labels = new Set(
    Array.from(source.matchAll(/\[(\^?[^[\]\n]{1,200})\]/g), (match) => asLabel(match[1]!)),
  );
  const known = [...labels].filter((label) => definitions.has(label));
  return known.map((label) => `[${label}]: x\n\n`).join('');
}

function asLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** The first spelling of each tag. */
function withoutRepeats(tags: readonly string[]): string[] {
  return [...new Map(tags.toReversed().map((tag) => [tag.toLowerCase(), tag])).values()].toReversed();
}
