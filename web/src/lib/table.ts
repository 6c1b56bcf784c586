/** Sorting and copying of tables. */

type Value = string | number | null;

/** Rows in the order of a value; rows without one come last in either direction, and ties stay as they were. */
export function sortRows<Row>(rows: Row[], value: (row: Row) => Value, descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((first, second) => {
    const [a, b] = [value(first), value(second)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return (
      sign *
      (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en'))
    );
  });
}

/** A table as tab-separated text, the form that spreadsheets paste; numbers in full, with a plain minus sign. */
export function toTsv<Row>(columns: { label: string; value: (row: Row) => Value }[], rows: Row[]): string {
  const clean = (value: Value) => String(value ?? '').replace(/[\t\r\n]+/g, ' ');
  const lines = rows.map((row) => columns.map((column) => clean(column.value(row))));
  return [columns.map((column) => column.label), ...lines].map((line) => line.join('\t')).join('\n') + '\n';
}

/** The same as comma-separated text, for whatever reads files. */
export function toCsv<Row>(columns: { label: string; value: (row: Row) => Value }[], rows: Row[]): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => columns.map((column) => String(column.value(row) ?? '')));
  return (
    [columns.map((column) => column.label), ...lines].map((line) => line.map(quoted).join(',')).join('\r\n') +
    '\r\n'
  );
}

/** Hands the reader a table that the page has made. */
export function download(name: string, text: string): void {
  // The mark at the start tells spreadsheets that this is UTF-8.
  hand(name, new Blob(['\ufeff', text], { type: 'text/csv' }));
}

/** Hands the reader a file. */
export function hand(name: string, file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** A file's name from words: `real-income.csv`. */
export function fileName(words: string): string {
  const plain = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return `${plain || 'table'}.csv`;
}

/** Puts text on the clipboard; false if the browser allows neither the new way nor the old one. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The way that works in pages opened from a disk, where some browsers have no clipboard. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  const focused = document.activeElement as HTMLElement | null;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  focused?.focus();
  return copied;
}
