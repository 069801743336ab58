import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('decodeText', () => {
  it('reads UTF-8 and keeps the byte order mark', () => {
    expect(decodeText(utf8('Grüße, 世界 😀'), 'a.txt')).toBe('Grüße, 世界 😀');
    expect(decodeText(utf8('\uFEFFa'), 'a.txt')).toBe('\uFEFFa');
    expect(decodeText(utf8(''), 'a.txt')).toBe('');
  });

  it('reads UTF-16 by its byte order mark', () => {
    const littleEndian = Buffer.from('\uFEFFGrüße', 'utf16le');
    expect(decodeText(littleEndian, 'a.txt')).toBe('\uFEFFGrüße');
    expect(decodeText(Buffer.from(littleEndian).swap16(), 'a.txt')).toBe('\uFEFFGrüße');
  });

  it('reads Windows-1252 when that is plausible', () => {
    const bytes = latin1('na\xefve caf\xe9 \x96 5 \x80');
    expect(decodeText(bytes, 'a.txt')).toBe('naïve café – 5 €');
  });

  it('reads the encoding that the document declares', () => {
    const cyrillic = latin1('\xcf\xf0\xe8\xe2\xe5\xf2');
    expect(decodeText(cyrillic, 'a.html', 'windows-1251')).toBe('Привет');
  });

  it('shows a stray byte in UTF-8 as U+FFFD', () => {
    const bytes = Uint8Array.from([...utf8('नमस्ते दुनिया, सब ठीक है?'), 0xff]);
    expect(decodeText(bytes, 'a.txt')).toBe('नमस्ते दुनिया, सब ठीक है?\ufffd');
  });

  it.each([
    ['parse.encoding', latin1('\xcf\xf0\xe8\xe2\xe5\xf2'), null],
    ['parse.encoding', latin1('\xcf\xf0\xe8\xe2\xe5\xf2'), 'no-such-encoding'],
    ['parse.binary', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x00]), null],
    ['parse.binary', Uint8Array.from([0x50, 0x4b, 0xff, 0x00]), null],
  ])('refuses with %s what is no text', (code, bytes, declared) => {
    expect(() => decodeText(bytes, 'a.txt', declared)).toThrow(expect.objectContaining({ code }));
  });
});
