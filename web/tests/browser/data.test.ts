import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LAPTOP, drawn, expect, violations } from './page';
import { LOOKS, inspect, wear, served as test } from './served';

test.use({ offline: false, bypassCSP: false, viewport: LAPTOP, locale: 'en-GB' });

const SHIPPED = resolve(import.meta.dirname, '../../../assets/baselines/wiod-2011');
const TABLES = ['economies', 'sectors', 'flows', 'use', 'final', 'value_added'];

/** The files of the baseline that ships under a name of its own, with some of them in other words. */
function files(changed: Record<string, string> = {}) {
  const meta = readFileSync(join(SHIPPED, 'baseline.toml'), 'utf8').replace('wiod-2011', 'my-world');
  const named = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
  const words = Object.entries({ 'baseline.toml': meta, ...changed });
  const kept = TABLES.filter((table) => !(`${table}.csv` in changed)).map((table) => `${table}.parquet`);
  return [
    ...words.map(([name, text]) => named(name, Buffer.from(text))),
    ...kept.map((name) => named(name, readFileSync(join(SHIPPED, name)))),
  ];
}

const INPUT = 'Files of a baseline, or a zip of them';
const BAD = {
  'final.csv': 'economy,sector,value\nAUS,c1,5\nAUS,c1,many\n',
  'value_added.csv': 'economy,sector,factor,value\nAUS,c1,labour,-5\n',
};

test('a baseline with faults is refused with file, row and column', async ({ page, address, faults }) => {
  await page.goto(`${address}/#data`);
  await page.getByLabel(INPUT).setInputFiles(files(BAD));
  const rows = page.getByRole('region', { name: 'What is wrong' }).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText(/final\.csv\s*3\s*value\s*not a number: many/);
  await expect(rows.nth(1)).toContainText(/value_added\.csv\s*2\s*value\s*negative value: -5/);
  expect(await violations(page)).toEqual([]);
  // The browser notes that the answer was 422, and nothing else.
  expect(faults).toHaveLength(1);
  faults.length = 0;
  expect(await (await page.request.get(`${address}/api/v1/baselines`)).json()).toEqual(['wiod-2011']);
});

test('a baseline of one’s own is checked, used on the map, and removed', async ({ page, address }) => {
  await page.goto(`${address}/`);
  await expect(page.locator('[data-world="real_income_pct"]')).toBeVisible();
  const before = await drawn(page, '.ranking');
  await page.goto(`${address}/#data`);
  await page.getByLabel(INPUT).setInputFiles(files());
  await expect(page.getByText(/my-world is in use: 41 economies, \d+ sectors/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'my-world' })).toBeVisible();
  await expect(page.getByRole('table').filter({ hasText: 'Sales = inputs + value added' })).toBeVisible();

  const [, id] = await (await page.request.get(`${address}/api/v1/baselines`)).json();
  const [asked] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith('/whatif')),
    page.getByRole('link', { name: 'World', exact: true }).click(),
  ]);
  expect(asked.postDataJSON().baseline).toBe(id);
  await expect(page.locator('[data-world="real_income_pct"]')).toBeVisible();
  expect(await drawn(page, '.ranking')).toEqual(before);

  await page.getByRole('link', { name: 'Data', exact: true }).click();
  for (const look of LOOKS) {
    await wear(page, look);
    await inspect(page, 'app-upload', look);
  }
  await page.getByRole('button', { name: 'Remove my-world' }).click();
  await expect(page.getByRole('heading', { name: 'wiod-2011' })).toBeVisible();
  expect(await (await page.request.get(`${address}/api/v1/baselines`)).json()).toEqual(['wiod-2011']);
});
