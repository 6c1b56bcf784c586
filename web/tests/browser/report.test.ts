import { join } from 'node:path';
import { synthetic } from '../synthetic';
import {
  drawn,
  expect,
  readCsv,
  reportUrl,
  reportWith,
  test,
  LAPTOP,
  expectToFit,
  expectUsable,
} from './page';

test.use({ viewport: LAPTOP });

test.describe('the report of a real run', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto(reportUrl());
  });

  test('map and ranking draw economies.csv, for every variable', async ({ page }) => {
    const rows = readCsv('economies.csv');
    expect(rows.length).toBe(41);
    const choice = page.locator('#economies select').first();
    for (const variable of await choice
      .locator('option')
      .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value))) {
      await choice.selectOption(variable);
      const onMap = await drawn(page, '.map');
      const ranked = await drawn(page, '.ranking');
      for (const row of rows) {
        const value = Number(row[variable]);
        expect(onMap.get(row.economy), `${row.economy} ${variable} on the map`).toBeCloseTo(value, 8);
        expect(ranked.get(row.economy), `${row.economy} ${variable} in the ranking`).toBeCloseTo(value, 8);
      }
      expect([...ranked.values()]).toEqual([...ranked.values()].sort((a, b) => b - a));
    }
  });

  test('bars are as long as their numbers', async ({ page }) => {
    const bars = await page
      .locator('.ranking rect[data-value]')
      .evaluateAll((all) =>
        all.map(
          (bar) => [Number(bar.getAttribute('data-value')), Number(bar.getAttribute('width'))] as const,
        ),
      );
    const [value, width] = bars[0]!;
    for (const [other, drawnWidth] of bars)
      expect(drawnWidth).toBeCloseTo((Math.abs(other) / value) * width, 1);
  });

  test('colours on the map are those of the legend', async ({ page }) => {
    const swatches = await page
      .locator('.map .band .swatch')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor));
    const fills = await page
      .locator('.map svg [data-code]')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).fill));
    expect(new Set(fills).size).toBeGreaterThan(2);
    for (const fill of fills) expect(swatches).toContain(fill);
  });

  test('the heat map draws sectors.csv', async ({ page }) => {
    const cells = await drawn(page, '.heatmap');
    let compared = 0;
    for (const row of readCsv('sectors.csv')) {
      const cell = cells.get(`${row.economy}/${row.sector}`);
      if (cell === undefined) expect(Number(row.volume_pct), `blank ${row.economy} ${row.sector}`).toBe(0);
      else expect(cell).toBeCloseTo(Number(row.volume_pct), 4);
      compared += Number(cell !== undefined);
    }
    expect(compared).toBeGreaterThan(1300);
    expect([...cells.keys()].filter((code) => code.startsWith('world/')).length).toBe(35);
  });

  test('the headline says what run.json says', async ({ page }) => {
    const { readFileSync } = await import('node:fs');
    const { runFolder } = await import('./page');
    const { world } = JSON.parse(readFileSync(join(runFolder(), 'run.json'), 'utf8')) as {
      world: Record<string, number>;
    };
    await expect(page.locator('h1')).toHaveText('Cheaper digital services');
    await expect(page.locator('main')).toContainText(`by ${world.real_income_pct!.toFixed(2)} percent`);
  });

  test('a table sorts by click and by keyboard', async ({ page }) => {
    const section = page.locator('#economies');
    await section.getByRole('button', { name: 'Table' }).click();
    const header = section.getByRole('columnheader', { name: 'Real income, %' });
    const column = async () => section.locator('tbody tr td:nth-child(5)').allTextContents();
    const numbers = (texts: string[]) =>
      texts.map((text) => Number(text.replace('−', '-').replace(/[+,]/g, '')));
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', 'descending');
    const falling = numbers(await column());
    expect(falling.length).toBe(41);
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    await header.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    expect(numbers(await column())).toEqual([...falling].sort((a, b) => a - b));
    const name = section.getByRole('columnheader', { name: 'Economy', exact: true });
    await name.getByRole('button').press('Space');
    await expect(name).toHaveAttribute('aria-sort', 'ascending');
    await expect(section.locator('tbody tr').first()).toContainText('Australia');
  });

  test('a table is copied with full numbers, with a clipboard and without', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const section = page.locator('#economies');
    await section.getByRole('button', { name: 'Table' }).click();
    const check = async () => {
      await section.getByRole('button', { name: 'Copy table' }).click();
      await expect(section.getByRole('status')).toHaveText('Copied');
      const [header, ...lines] = (await page.evaluate(() => navigator.clipboard.readText()))
        .trim()
        .split('\n');
      const at = header!.split('\t').indexOf('Real income, %');
      for (const [index, row] of readCsv('economies.csv').entries())
        expect(Number(lines[index]!.split('\t')[at])).toBeCloseTo(Number(row.real_income_pct), 8);
    };
    await check();
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
    });
    await check();
  });

  test('trade follows the choice of economy and sectors', async ({ page }) => {
    const section = page.locator('#trade');
    await section.locator('select').nth(1).selectOption('IRL');
    for (const code of (await drawn(page, '.sides')).keys()) expect(code).toContain('IRL');
    const before = await drawn(page, '.matrix');
    await section.locator('select').first().selectOption('digital_services');
    expect(await drawn(page, '.matrix')).not.toEqual(before);
  });

  test('the tooltip says name and number', async ({ page }) => {
    const bar = page.locator('.ranking rect[data-code=IRL]');
    // Scrolling takes the tooltip away, so scroll first.
    await bar.scrollIntoViewIfNeeded();
    await page.waitForTimeout(200);
    await bar.hover();
    await expect(page.locator('.tip')).toContainText('Ireland');
    await expect(page.locator('.tip')).toContainText(/Real income \+\d/);
  });

  test('everything can be reached by keyboard', async ({ page }) => {
    for (const summary of await page.locator('summary').all()) await summary.press('Enter');
    const focusable = await page.locator('a[href], button, select, summary, [tabindex="0"]').count();
    const reached = new Set<number>();
    for (let press = 0; press < focusable + 5; press += 1) {
      await page.keyboard.press('Tab');
      const position = await page.evaluate(() => {
        const focused = document.activeElement;
        return focused && focused !== document.body
          ? [...document.querySelectorAll('*')].indexOf(focused)
          : -1;
      });
      if (position >= 0) reached.add(position);
    }
    expect(reached.size).toBe(focusable);
  });

  test('axe finds nothing to object to, in light, dark and table view', async ({ page }) => {
    await expectUsable(page, ['#economies']);
  });

  test('it fits laptop, phone and paper', async ({ page }) => {
    await expectToFit(page, '', 'report.pdf');
  });
});

test('text cannot break out of the page', async ({ page }) => {
  const results = synthetic();
  const hostile = '</script><script>document.title = "broken"</script><!-- <b>bold</b>';
  results.scenario.name = hostile;
  results.scenario.text = hostile;
  await page.goto(reportWith(results));
  await expect(page.locator('h1')).toHaveText(hostile);
  await expect(page.locator('pre')).toHaveText(hostile);
  await expect(page).toHaveTitle(`${hostile} – Comity`);
});

test('one economy, no groups and no change still make a report', async ({ page }) => {
  const results = synthetic({ economies: 1, sectors: 1 });
  const [economy] = results.economies;
  Object.assign(economy!, { income_group: '', region: '', real_income_pct: 0 });
  results.world = { ...results.world, real_income_pct: 0, trade_volume_pct: 0, trade: 0 };
  results.by_income_group = results.by_region = [];
  results.sector_changes.volume_pct = [[null]];
  results.world_sectors.volume_pct = [null];
  await page.goto(reportWith(results));
  await expect(page.locator('main')).toContainText('The economy stays as it is.');
  await expect(page.locator('#groups')).toContainText('does not say which groups');
  await expect(page.locator('#trade')).toContainText('No flow increases.');
});

test('gains and losses stand on either side of zero', async ({ page }) => {
  await page.goto(reportWith(synthetic({ shift: -0.25 })));
  const bars = page.locator('.ranking rect[data-value]');
  const sides = await bars.evaluateAll((all) =>
    all.map((bar) => [Number(bar.getAttribute('data-value')), Number(bar.getAttribute('x'))] as const),
  );
  const zero = sides.find(([value]) => value > 0)![1];
  for (const [value, x] of sides) {
    if (value < 0) expect(x).toBeLessThan(zero);
    else expect(x).toBeCloseTo(zero, 3);
  }
});
