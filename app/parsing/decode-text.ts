// From bytes to text. A byte order mark stays in the text as U+FEFF, so that offsets hold in the decoded file.

import { DomainError } from '../base/domain-error.ts';

/** Above this share of bytes beyond ASCII, text that is not UTF-8 is hardly Western European. */
const MAX_WESTERN_SHARE = 0.25;
/** A stray byte in a UTF-8 file is shown as U+FFFD while there are this many intact characters for each. */
const INTACT_PER_STRAY = 10;

/**
 * Decodes UTF-8, UTF-16 with a byte order mark, the encoding that the document itself declares, or Windows-1252.
 * @param name  shown in messages
 * @param declared  an encoding label found in the document, tried after UTF-8
 * @throws DomainError `parse.binary` | `parse.encoding`
 */
export function decodeText(bytes: Uint8Array, name: string, declared: string | null = null): string {
  const text = decodeMarkedUtf16(bytes) ?? decodeUnmarked(bytes, declared);
  if (text === null) {
    throw new DomainError('parse.encoding', {
      message: `The character encoding of ${name} is not known`,
      nextStep: 'Save it as UTF-8.',
    });
  }
  if (text.includes('\0')) {
    throw new DomainError('parse.binary', {
      message: `${name} holds binary data, not text`,
      nextStep: 'If it is a text document, save it as UTF-8; otherwise leave it out of the source.',
    });
  }
  return text;
}

function decodeMarkedUtf16(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeStrictly(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeStrictly(bytes, 'utf-16be');
  return null;
}

function decodeUnmarked(bytes: Uint8Array, declared: string | null): string | null {
  return (
    decodeStrictly(bytes, 'utf-8') ??
    (declared === null ? null : decodeStrictly(bytes, declared)) ??
    decodeDamagedUtf8(bytes) ??
    decodeWestern(bytes)
  );
}

/** Null when a byte does not fit the encoding, or the label is unknown. */
function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeDamagedUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let stray = 0;
  let intact = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) stray++;
    else if (code > 0x7f) intact++;
  }
  return intact >= stray * INTACT_PER_STRAY ? text : null;
}

function decodeWestern(bytes: Uint8Array): string | null {
  const beyondAscii = bytes.reduce((count, byte) => (byte > 0x7f ? count + 1 : count), 0);
  return beyondAscii <= bytes.length * MAX_WESTERN_SHARE ? decodeStrictly(bytes, 'windows-1252') : null;
}
