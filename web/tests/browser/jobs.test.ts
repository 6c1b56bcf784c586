/** The pages of what the server works out as jobs, Compare and Divide, as their users walk them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { LAPTOP, binary, drawn, expect, readCsv } from './page';
import { LOOKS, inspect, saved, wear, written, served as test } from './served';

test.use({ offline: false, bypassCSP: false, viewport: LAPTOP, locale: 'en-GB' });

/** Time for a job on a machine that does much else. */
const LONG = 120_000;

const ships = (page: Page) => page.getByRole('combobox', { name: 'Add one that ships with Comity' });
const go = (page: Page) => page.getByRole('button', { name: 'Compare', exact: true });
const done = (page: Page) => page.getByRole('heading', { name: 'Downloads' });

const read = async (page: Page, name: string) => readFileSync(await saved(page, name), 'utf8');

test('a comparison with intervals is that of the command line, and stays at its address', async ({
  page,
  address,
}) => {
  test.setTimeout(2 * LONG);
  await page.goto(`${address}/#compare`);
  await expect(go(page)).toBeDisabled();
  await ships(page).selectOption({ label: 'Cheaper digital services' });
  await ships(page).selectOption({ label: 'Cheaper trade in everything' });
  await page.getByRole('button', { name: 'Make it the first: Cheaper trade in everything' }).click();
  await page.getByRole('checkbox', { name: 'With intervals' }).check();
  await page.getByRole('combobox', { name: 'Draws' }).selectOption('50');
  await go(page).click();
  await expect(done(page)).toBeVisible({ timeout: LONG });
  expect(page.url()).toContain('#compare?job=');

  const folder = written('compare', 'cheaper-trade', 'cheaper-digital-services', '--draws', '50');
  for (const name of ['compare.csv', 'compare_quantiles.csv'])
    expect(await read(page, name), name).toBe(readFileSync(join(folder, name), 'utf8'));
  expect(await read(page, 'compare.html')).toContain('comity-report');
  const rows = readCsv('compare.csv', folder).filter(({ scenario }) => scenario === 'cheaper-trade');
  const shown = await drawn(page, '#economies .beside');
  expect(rows).toHaveLength(41);
  for (const { economy, real_income_pct } of rows)
    expect(Math.abs(shown.get(economy)! - Number(real_income_pct)), economy).toBeLessThan(1e-6);
  await expect(page.locator('#uncertainty .intervals svg')).toBeVisible();
  await page.getByRole('link', { name: 'Economy by economy' }).click();
  await expect(page.getByRole('heading', { name: 'Economy by economy' })).toBeFocused();

  await page.reload();
  await expect(done(page)).toBeVisible();
  await page.getByRole('link', { name: 'Compare others' }).click();
  await expect(page.getByRole('heading', { name: 'To compare' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'With intervals' }).check();
  await expect(page.getByText('as earlier comparisons did here')).toBeVisible();
  await page.getByRole('link', { name: 'Cheaper trade in everything · Cheaper digital services' }).click();
  await expect(done(page)).toBeVisible();
});

test('a scenario of one’s own is checked where it stands, and compared with where World stands', async ({
  page,
  address,
}) => {
  test.setTimeout(LONG);
  await page.goto(`${address}/#compare?world=${encodeURIComponent('ai=off&digital=-10')}`);
  await expect(page.getByText('The position of the page World')).toBeVisible();
  await page.getByText('Add one of your own').click();
  const text = page.getByRole('textbox', { name: 'Text of a scenario' });
  await text.fill('name = "Mine"\nbaseline = "wiod-2011"\n[[tariff]]\nrate = "high"\n');
  await page.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByText('Line 4, column')).toBeVisible();
  await expect(go(page)).toBeDisabled();
  const whatIf =
    'name = "Mine"\nbaseline = "wiod-2011"\nclosure = "balanced"\n[[trade_cost]]\nsectors = ["group:digital_services"]\nfactor = 0.9\n';
  await page.getByLabel('Open a file').setInputFiles({
    name: 'mine.toml',
    mimeType: 'application/toml',
    buffer: Buffer.from(whatIf),
  });
  await expect(page.getByRole('button', { name: 'Remove: Mine' })).toBeVisible();
  await go(page).click();
  await expect(done(page)).toBeVisible({ timeout: LONG });
  // Both say the same in other words.
  await expect(page.getByText('World real income is the same under')).toBeVisible();
});

test('a comparison can be cancelled', async ({ page, address }) => {
  test.setTimeout(LONG);
  await page.goto(`${address}/#compare?with=ai-divergence,ai-full-catch-up`);
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(2);
  await page.getByRole('checkbox', { name: 'With intervals' }).check();
  await page.getByRole('combobox', { name: 'Draws' }).selectOption('1000');
  await go(page).click();
  await expect(page.getByText(/of 2,000 solves/)).toBeVisible({ timeout: LONG });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status').getByText('Cancelled')).toBeVisible({ timeout: LONG });
  await expect(page.getByRole('listitem').getByText(/Cancelled, .*, 1000 draws/)).toBeVisible();
  await expect(done(page)).toHaveCount(0);
});

test('an address of no job says so', async ({ page, address, faults }) => {
  await page.goto(`${address}/#compare?job=none`);
  await expect(page.getByRole('alert')).toContainText('there is no such job');
  // The browser notes each answer that is no success.
  faults.splice(0);
});

test('Divide shows what the command line says of the same scenario', async ({ page, address }) => {
  test.setTimeout(2 * LONG);
  await page.goto(`${address}/#divide?school=optimistic&share=75&by=2030`);
  await page.getByRole('combobox', { name: 'By' }).selectOption('2035');
  const answer = page.locator('[aria-busy="false"][data-of="school=optimistic&share=75&by=2035"]');
  await expect(answer).toBeVisible({ timeout: LONG });
  expect(page.url()).toContain('#divide?school=optimistic&share=75&by=2035');

  const folder = mkdtempSync(join(tmpdir(), 'comity-divide-'));
  const file = join(folder, 'paths.toml');
  const text = await read(page, 'scenario.toml');
  writeFileSync(file, text);
  const options = ['--share', '0.75', '--by', '2035', '--draws', '0', '--format', 'json'];
  const said = JSON.parse(execFileSync(binary(), ['divide', file, ...options], { encoding: 'utf8' })) as {
    gaps: { gap: string; real_income_pct: Record<string, { value: number }> }[];
  };
  expect(JSON.parse(await read(page, 'divide.json'))).toEqual(said);
  const together = said.gaps.find(({ gap }) => gap === 'pillars')!.real_income_pct;
  const shown = await drawn(page, '.worth');
  for (const group of ['world', 'income:lower_middle', 'income:upper_middle', 'income:high'])
    expect(shown.get(group), group).toBe(together[group]!.value);
  await page.getByRole('combobox', { name: 'Show' }).selectOption('All economies');
  expect((await drawn(page, '.worth')).get('IND')).toBe(together.IND!.value);

  // Paths, and the ratio of incomes, are those of two runs.
  const caught = `${text}\n[[adoption.catch_up]]\neconomies = "all"\nexcept = "income:high"\nto = "income:high"\nshare = 0.75\nby = 2035\n`;
  for (const [scenario, line, closed] of [
    [text, 'stays', ''],
    [caught, 'closes', ':closed'],
  ] as const) {
    writeFileSync(file, scenario);
    const out = written('run', file);
    const last = readCsv('convergence.csv', out).findLast(({ year }) => year === '2040')!;
    const apart = (Number(last.ratio_after) / Number(last.ratio_before) - 1) * 100;
    expect((await drawn(page, '.apart')).get(`${line}/2040`)!).toBeCloseTo(apart, 5);
    const { world } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
    expect((await drawn(page, '.paths')).get(`world${closed}/2040`)!).toBeCloseTo(world.real_income_pct, 6);
  }
});

test('Divide has intervals for whom one asks', async ({ page, address }) => {
  test.setTimeout(4 * LONG);
  await page.goto(`${address}/#divide?intervals=on`);
  await expect(page.locator('.sure svg')).toBeVisible({ timeout: 3 * LONG });
  await page.getByRole('combobox', { name: 'World, group or economy' }).selectOption('India');
  const low = await drawn(page, '.sure');
  const said = JSON.parse(await read(page, 'divide.json'));
  expect(said.draws).toBe(100);
  const median = said.gaps.find(({ gap }: { gap: string }) => gap === 'regulation').real_income_pct.IND.p50;
  expect(low.get('regulation')).toBe(median);
});

for (const look of LOOKS)
  test(`the pages can be used by everyone, ${look.theme}, ${look.width}`, async ({ page, address }) => {
    test.setTimeout(LONG);
    await wear(page, look);
    await page.goto(`${address}/#compare?with=ai-2040,ai-cautious`);
    await page.getByText('Add one of your own').click();
    await page.getByRole('checkbox', { name: 'With intervals' }).check();
    await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(2);
    await inspect(page, 'app-compare-choose', look);
    await page.getByRole('checkbox', { name: 'With intervals' }).uncheck();
    await go(page).click();
    await expect(done(page)).toBeVisible({ timeout: LONG });
    await expect(page.locator('#economies .beside svg')).toBeVisible();
    await inspect(page, 'app-compare', look);
    await page.goto(`${address}/#divide`);
    await expect(page.locator('.worth svg')).toBeVisible({ timeout: LONG });
    await inspect(page, 'app-divide', look);
  });
