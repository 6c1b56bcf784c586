import { flushSync } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import { darkTheme, lightTheme, type Theme } from './charts/theme';

/** Width of the text on A4 with the margins of the print styles, in CSS pixels. */
export const A4 = 680;

/** What charts need to know about the page: its colours, and whether it is about to be printed. */
class Page {
  #printing = $state(false);
  #dark = new MediaQuery('(prefers-color-scheme: dark)');

  constructor() {
    // Charts are drawn again for paper before the print layout is made, hence synchronously.
    addEventListener('beforeprint', () => flushSync(() => (this.#printing = true)));
    addEventListener('afterprint', () => (this.#printing = false));
  }

  get theme(): Theme {
    return this.#dark.current && !this.#printing ? darkTheme : lightTheme;
  }

  get printing(): boolean {
    return this.#printing;
  }
}

export const page = new Page();

/** The tooltip: at most one, at the pointer. */
export const tooltip = $state({ text: '', x: 0, y: 0 });
