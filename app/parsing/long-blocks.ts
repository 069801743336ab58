/** A block of lines (a list, a quote, a table, code) longer than this is continued in a further block. */
export const LONG_BLOCK_CHARS = 1_500;
