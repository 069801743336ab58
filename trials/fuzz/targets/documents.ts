import { readFileSync } from 'node:fs';
import { DomainError } from '../../../app/base/domain-error.ts';
import type { ParsedDocument } from '../../../app/contracts/document.ts';
import { documentFaults } from '../../../app/parsing/document-faults.ts';
import { parseHtml } from '../../../app/parsing/html.ts';
import { parseMarkdown } from '../../../app/parsing/markdown.ts';
import { parsePlainText } from '../../../app/parsing/plain-text.ts';
import { passageFaults } from '../../../app/segmentation/passage-faults.ts';
import { segmentBlocks } from '../../../app/segmentation/segment-blocks.ts';
import { type FuzzTarget, law } from '../target.ts';
import { HTML_PIECES, MARKDOWN_PIECES, SENTENCE_PIECES } from './pieces.ts';

const seed = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

export function openMarkdown(): FuzzTarget {
  const seeds = [seed('garden.md'), seed('nested.md'), seed('front-matter.md')];
  return documentTarget(parseMarkdown, seeds, [...MARKDOWN_PIECES, ...HTML_PIECES.slice(0, 20)]);
}

export function openHtml(): FuzzTarget {
  return documentTarget(parseHtml, [seed('page.html'), seed('table.html')], HTML_PIECES);
}

export function openText(): FuzzTarget {
  return documentTarget(parsePlainText, [seed('letter.txt'), seed('garden.md')], SENTENCE_PIECES);
}

function documentTarget(
  parse: (text: string) => ParsedDocument,
  seeds: readonly string[],
  dictionary: readonly string[],
): FuzzTarget {
  return {
    seeds,
    dictionary,
    check(input) {
      // Decoding has refused these before anything is parsed.
      const document = parsed(parse, input.replaceAll('\0', ''));
      if (!document) return;
      const [fault] = documentFaults(document);
      law(fault === undefined, `parsing: ${fault}`);
      const [passageFault] = passageFaults(document, segmentBlocks(document));
      law(passageFault === undefined, `segmentation: ${passageFault}`);
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** Null for what is refused with a code. */
function parsed(parse: (text: string) => ParsedDocument, input: string): ParsedDocument | null {
  try {
    return parse(input);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
