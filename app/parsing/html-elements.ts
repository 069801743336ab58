const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark math picture q rb rp rt ' +
    'ruby s samp small source span strike strong sub sup svg time tt u var wbr'
  ).split(' '),
);

/** True when an element continues the line it stands in; all others begin and end a block. */
export function isInlineElement(name: string): boolean {
  return INLINE.has(name.toLowerCase());
}
