/** Long enough for a browser to have begun writing a file of any size. */
const KEEP_MS = 60_000;

/** Hands a file to the browser, or to the shell around it, to be saved under a name. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}
