/** Where the reader is on the page: `#rules?part=registry&measure=eu-ai-act`. */

export const PARTS = ['whatif', 'distance', 'clusters', 'timeline', 'profile', 'registry'] as const;
export type Part = (typeof PARTS)[number];

export function read(hash: string): { part: Part; parts: URLSearchParams } {
  const parts = new URLSearchParams(hash.split('?')[1] ?? '');
  return { part: PARTS.find((part) => part === parts.get('part')) ?? 'whatif', parts };
}

/** The address of a part, with what else it says. */
export function to(part: Part, rest: Record<string, string> = {}): string {
  return `#rules?${new URLSearchParams({ part, ...rest })}`;
}

/** Puts what the reader has chosen into the address, without a step back. */
export function settle(part: Part, rest: Record<string, string>): void {
  history.replaceState(null, '', to(part, rest));
}
