const HEAD_BYTES = 1_024;
const META_CHARSET = /<meta\s[^>]*charset\s*=\s*["']?([\w-]+)/i;

/** The encoding label in the <meta> of a page, looked for where browsers look: in its first 1,024 bytes. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  return META_CHARSET.exec(head)?.[1] ?? null;
}
