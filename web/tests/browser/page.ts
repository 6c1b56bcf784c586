/** A page that fails its test on a network request, an error in the console, or an uncaught error. */
import { test as base, expect, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Results } from '../../src/lib/results';

export { expect };

/** Where screenshots and the PDF are left to be looked at. */
export const RESULTS = resolve(import.meta.dirname, '../../test-results');
const ROOT = resolve(import.meta.dirname, '../../..');

export const test = base.extend<{ page: Page }>({
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) faults.push(`request for ${request.url()}`);
    });
    await use(page);
    expect(faults, 'errors, warnings and requests').toEqual([]);
  },
});

const folders = new Map<string, string>();

/** The folder of results of a real run, made once. */
export const runFolder = () => made('run', 'scenarios/cheaper-digital-services.toml');

/** The folder of results of a real ensemble, made once. */
export const ensembleFolder = () => made('ensemble', 'scenarios/ai-productivity.toml', '--draws', '60');

/** The folder of results of AI along a path, made once. */
export function aiFolder(): string {
  const known = folders.get(AI);
  if (known) return known;
  const scenario = join(mkdtempSync(join(tmpdir(), 'comity-ai-')), 'ai.toml');
  writeFileSync(scenario, AI);
  const found = made('run', scenario);
  folders.set(AI, found);
  return found;
}

const AI = `name = "AI by 2040"
summary = "AI spreads a little more slowly than we think."
baseline = "wiod-2011"
years = [2025, 2030, 2035, 2040]
[ai]
school = "central"
[parameters]
"adoption.speed" = 0.3
`;

/** The folder of results of a real comparison, made once. */
export const compareFolder = () =>
  made(
    'compare',
    'scenarios/cheaper-digital-services.toml',
    join(ROOT, 'scenarios/digital-services-club.toml'),
    '--draws',
    '40',
  );

/** The folder of results of a real comparison of three, without draws. */
export const threeFolder = () =>
  made(
    'compare',
    'scenarios/cheaper-digital-services.toml',
    join(ROOT, 'scenarios/ai-productivity.toml'),
    join(ROOT, 'scenarios/cheaper-trade.toml'),
    '--draws',
    '0',
  );

function made(command: string, scenario: string, ...options: string[]): string {
  const key = [command, scenario, ...options].join(' ');
  const known = folders.get(key);
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), 'comity-report-'));
  execFileSync(binary(), [command, resolve(ROOT, scenario), ...options, '--out', folder], { stdio: 'pipe' });
  if (!existsSync(join(folder, command === 'compare' ? 'compare.html' : 'report.html')))
    throw new Error(`${binary()} wrote no report: it was built without the viewer`);
  folders.set(key, folder);
  return folder;
}

export function binary(): string {
  const built = ['release', 'debug'].map((profile) => join(ROOT, 'target', profile, 'comity'));
  const found = process.env.COMITY_BIN ?? built.find((path) => existsSync(path));
  if (!found)
    throw new Error(
      `no comity to run: build it with cargo build, or set COMITY_BIN (looked at ${built.join(', ')})`,
    );
  return resolve(found);
}

export const reportUrl = (folder = runFolder()) => pathToFileURL(join(folder, 'report.html')).href;

export const compareUrl = (folder = compareFolder()) => pathToFileURL(join(folder, 'compare.html')).href;

/** The page of the real run, or of the real ensemble, with other results in it, as a file. */
export function reportWith(results: Results): string {
  const folder = results.ensemble ? ensembleFolder() : runFolder();
  const html = readFileSync(join(folder, 'report.html'), 'utf8');
  const json = JSON.stringify(results).replaceAll('<', '\\u003c');
  const path = join(mkdtempSync(join(tmpdir(), 'comity-report-')), 'report.html');
  writeFileSync(
    path,
    html.replace(/(id="comity-report">)[^<]*/, (_, start: string) => start + json),
  );
  return pathToFileURL(path).href;
}

export interface CsvRow {
  economy: string;
  [column: string]: string;
}

export function readCsv(name: string, folder = runFolder()): CsvRow[] {
  const [header, ...lines] = readFileSync(join(folder, name), 'utf8').trim().split(/\r?\n/);
  const columns = header!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])) as CsvRow;
  });
}

/** What the marks of a chart say: value by code. */
export async function drawn(page: Page, selector: string): Promise<Map<string, number>> {
  const marks = page.locator(`${selector} [data-code][data-value]`);
  const pairs = await marks.evaluateAll((all) =>
    all.map(
      (mark) =>
        [mark.getAttribute('data-code')!, Number(mark.getAttribute('data-value'))] as [string, number],
    ),
  );
  return new Map(pairs);
}

export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** What axe objects to. */
export async function violations(page: Page): Promise<string[]> {
  const { createRequire } = await import('node:module');
  await page.evaluate(
    (await import('node:fs')).readFileSync(
      createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
      'utf8',
    ),
  );
  return page.evaluate(async () => {
    const axe = (
      window as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} (${nodes.length})`);
  });
}

/** Holds a page to what everyone can use, in light, dark and with tables of these sections, all where none are named. */
export async function expectUsable(page: Page, sections = ['body']): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), colorScheme).toEqual([]);
  }
  for (const section of sections)
    for (const button of await page.locator(section).getByRole('button', { name: 'Table' }).all())
      await button.click();
  expect(await violations(page), 'tables').toEqual([]);
}

export const LAPTOP = { width: 1366, height: 850 };
export const PHONE = { width: 390, height: 844 };

/** Holds a page to the width of a laptop and a phone, in charts and in tables, and each chart to a printed page. */
export async function expectToFit(page: Page, prefix: string, pdf: string): Promise<void> {
  await page.screenshot({ path: join(RESULTS, `${prefix}laptop.png`), fullPage: true });
  expect(await overflow(page)).toBe(0);
  await page.setViewportSize(PHONE);
  await page.waitForTimeout(200);
  expect(await overflow(page)).toBe(0);
  await page.screenshot({ path: join(RESULTS, `${prefix}phone.png`), fullPage: true });
  for (const button of await page.getByRole('button', { name: 'Table' }).all()) await button.click();
  expect(await overflow(page)).toBe(0);
  for (const button of await page.getByRole('button', { name: 'Chart' }).all()) await button.click();
  await page.setViewportSize(LAPTOP);
  await page.pdf({ path: join(RESULTS, pdf), preferCSSPageSize: true, printBackground: true });
  await page.emulateMedia({ media: 'print' });
  // A4 less its margins; no chart may be wider, or taller than a page.
  await page.setViewportSize({ width: 680, height: 1009 });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  for (const box of await page
    .locator('.chart svg')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect()))) {
    expect(box.right).toBeLessThanOrEqual(681);
    expect(box.height).toBeLessThanOrEqual(1009);
  }
}
