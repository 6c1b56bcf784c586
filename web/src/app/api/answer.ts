/** What comes back from the API, read as it comes. */

export interface Answer {
  status: number;
  /** Milliseconds until it began. */
  after: number;
  /** Headers that say something about this answer. */
  headers: [string, string][];
  /** What it says; absent where it is no text. */
  text?: string;
  /** All of it, once it is whole. */
  blob?: Blob;
  /** The name of the file, where it is one. */
  file?: string;
}

const TELLING = ['content-type', 'location', 'etag', 'retry-after', 'allow'];
const TEXT = /^(text\/|application\/(json|toml|problem\+json))/;

/** The answer as far as it has come: once at its end, and for a stream of events at each event. */
export async function* read(response: Response, began: number): AsyncGenerator<Answer> {
  const type = response.headers.get('content-type') ?? '';
  const answer: Answer = {
    status: response.status,
    after: performance.now() - began,
    headers: TELLING.flatMap((name) => {
      const value = response.headers.get(name);
      return value ? [[name, value] as [string, string]] : [];
    }),
    file: /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1],
  };
  if (type.startsWith('text/event-stream') && response.body) {
    let text = '';
    for (const reader = response.body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
      yield { ...answer, text };
    }
    yield { ...answer, text, blob: new Blob([text]) };
    return;
  }
  const blob = await response.blob();
  const text = TEXT.test(type) ? readable(await blob.text(), type) : undefined;
  yield { ...answer, text, blob };
}

/** JSON in lines; other text as it is. */
function readable(text: string, type: string): string {
  if (!type.includes('json')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
