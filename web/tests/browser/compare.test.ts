import { readFileSync } from 'node:fs';
import {
  LAPTOP,
  PHONE,
  compareFolder,
  compareUrl,
  expect,
  expectToFit,
  overflow,
  readCsv,
  test,
  threeFolder,
  violations,
  expectUsable,
} from './page';

test.use({ viewport: LAPTOP });

const NUMBER = (text: string) => Number(text.replace('−', '-').replace(/[+,]/g, ''));

test.describe('the page of two scenarios', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto(compareUrl());
  });

  test('the first screen says what differs, for whom and how sure', async ({ page }) => {
    await expect(page.locator('h1')).toHaveText('Cheaper digital services or a club for digital services?');
    const summary = page.locator('.summary');
    await expect(summary).toContainText('World real income is 0.14 percentage points lower under');
    await expect(summary).toContainText('all 41 economies have less');
    await expect(page.locator('.sure').first()).toContainText('In 90 percent of 40 draws');
    for (const locator of [summary, page.locator('.sure').first()]) await expect(locator).toBeInViewport();
  });

  test('marks stand where compare.csv has them', async ({ page }) => {
    const rows = readCsv('compare.csv', compareFolder());
    expect(rows.length).toBe(82);
    const marks = await page
      .locator('.beside [data-code][data-value]')
      .evaluateAll((all) =>
        all.map(
          (mark) => [mark.getAttribute('data-code')!, Number(mark.getAttribute('data-value'))] as const,
        ),
      );
    for (const row of rows) {
      const values = marks.filter(([code]) => code === row.economy).map(([, value]) => value);
      expect(values.length).toBe(2);
      const nearest = Math.min(...values.map((value) => Math.abs(value - Number(row.real_income_pct))));
      expect(nearest, row.economy).toBeLessThan(1e-6);
    }
  });

  test('the table holds both scenarios and the difference, sorts, and can be saved', async ({ page }) => {
    const section = page.locator('#economies');
    await section.getByRole('button', { name: 'Table' }).click();
    const heading = section.getByRole('button', { name: 'Difference, points' });
    await heading.focus();
    await page.keyboard.press('Enter');
    const cells = await section
      .locator('tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
    const differences = cells.map((row) => NUMBER(row[5]!));
    expect(differences).toEqual([...differences].sort((a, b) => b - a));
    const csv = readCsv('compare.csv', compareFolder()).filter(({ economy }) => economy === 'LUX');
    const luxembourg = cells.find(([name]) => name === 'Luxembourg')!;
    const change = Number(csv[1]!.real_income_pct) - Number(csv[0]!.real_income_pct);
    expect(NUMBER(luxembourg[5]!)).toBeCloseTo(change, 2);

    const saved = page.waitForEvent('download');
    await section.getByRole('button', { name: 'Download CSV' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('real-income-percent-change-against-the-benchmark.csv');
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.split('\r\n')[0]).toContain('"cheaper-digital-services, %"');
    expect(text.trim().split('\r\n').length).toBe(43);
  });

  test('intervals are those of compare_quantiles.csv', async ({ page }) => {
    const section = page.locator('#uncertainty');
    await section.getByRole('button', { name: 'Table' }).click();
    const row = readCsv('compare_quantiles.csv', compareFolder()).find(
      (each) =>
        each.against === 'cheaper-digital-services' &&
        each.economy === 'LUX' &&
        each.variable === 'real_income_pct',
    )!;
    const shown = await section
      .locator('tbody tr', { hasText: 'Luxembourg' })
      .locator('td')
      .allTextContents();
    expect(NUMBER(shown[1]!)).toBeCloseTo(Number(row.p05), 1);
    expect(NUMBER(shown[5]!)).toBeCloseTo(Number(row.p95), 1);
    expect(NUMBER(shown[6]!)).toBeCloseTo(100 * Number(row.probability_higher), 1);
    await expect(page.locator('#inputs')).toContainText('all scenarios');
  });

  test('axe finds nothing to object to, in light, dark and table view', async ({ page }) => {
    await expectUsable(page);
  });

  test('it fits laptop, phone and paper', async ({ page }) => {
    await expectToFit(page, 'compare-', 'compare.pdf');
  });
});

test('three scenarios: each against the first, and the difference of either', async ({ page }) => {
  await page.goto(compareUrl(threeFolder()));
  await expect(page.locator('h1')).toHaveText('3 scenarios side by side');
  await expect(page.locator('main li .figure')).toHaveCount(2);
  await expect(page.locator('#uncertainty')).toHaveCount(0);
  const figures = page.locator('#economies .beside text');
  await expect(figures.filter({ hasText: /^−7\.1/ })).toHaveCount(1);
  await page.locator('#economies').getByLabel('Difference').selectOption('Cheaper trade in everything');
  await expect(figures.filter({ hasText: /^−1\.9/ })).toHaveCount(1);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize(PHONE);
  expect(await overflow(page)).toBe(0);
});
