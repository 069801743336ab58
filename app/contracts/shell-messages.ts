/** What the Electron shell tells its window about the engine: a port comes with the first, the second ends its use. */
export type ShellMessage = 'semblance:engine-port' | 'semblance:engine-gone';
