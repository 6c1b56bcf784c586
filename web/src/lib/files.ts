/** Files that the page gives and takes. */

/** Hands the reader a file. */
export function save(name: string, content: BlobPart[], type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(content, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Most bytes of a text that the API takes, less what surrounds it. */
const MOST = 1_000_000;

/** The text of a file that the reader chose; `null` where it is too long to be one of ours. */
export async function textOf(file: File): Promise<string | null> {
  if (file.size > MOST) return null;
  return (await file.text()).replace(/^\ufeff/, '');
}

/** A value as part of an address: JSON, deflated, in letters that an address keeps. */
export async function pack(value: unknown): Promise<string> {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream(FORMAT));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** What was packed; `undefined` for text that nobody packed. */
export async function unpack(text: string): Promise<unknown> {
  try {
    const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream(FORMAT))));
  } catch {
    return undefined;
  }
}

const FORMAT = 'deflate-raw';

/** Bytes through a stream; an error where more come out than the API would take. */
async function through(bytes: Uint8Array<ArrayBuffer>, by: CompressionStream | DecompressionStream) {
  const reader = new Blob([bytes]).stream().pipeThrough(by).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MOST) throw new Error('too long');
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}
