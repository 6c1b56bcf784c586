/** The workbench in French and Spanish: what the registry asks and names, and a comparison. */
import type { Page } from '@playwright/test';
import { LAPTOP, PHONE, expect, overflow, violations } from './page';
import { served as test } from './served';

test.use({ offline: false, bypassCSP: false, viewport: LAPTOP, locale: 'en-GB' });

const SAID = {
  fr: {
    screen: 'Partir d’un projet traité',
    comply: 'Partir d’un produit traité',
    fact: /couvre-t-elle des marchandises/,
    features: 'Ajouter une caractéristique',
    provision: 'Pas d’obstacles non nécessaires',
    duty: 'Contrôle humain',
    market: 'Union européenne',
    go: 'Comparer',
    sections: ['Les scénarios', 'Économie par économie', 'Comment lire ces nombres'],
    lead: /Le revenu réel mondial est/,
    germany: 'Allemagne',
  },
  es: {
    screen: 'Partir de un proyecto resuelto',
    comply: 'Partir de un producto resuelto',
    fact: /¿Abarca la medida mercancías/,
    features: 'Añadir una característica',
    provision: 'Sin obstáculos innecesarios',
    duty: 'Supervisión humana',
    market: 'Unión Europea',
    go: 'Comparar',
    sections: ['Los escenarios', 'Economía por economía', 'Cómo leer estos números'],
    lead: /El ingreso real mundial es/,
    germany: 'Alemania',
  },
} as const;

async function speak(page: Page, address: string, language: string, part: string) {
  await page.addInitScript((language) => localStorage.setItem('comity-language', language), language);
  await page.goto(`${address}/#${part}`);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** Unfolds everything, and says which texts inside are English. */
async function english(page: Page, within: string): Promise<string[]> {
  await page
    .locator('details')
    .evaluateAll((all) => all.forEach((each) => ((each as HTMLDetailsElement).open = true)));
  return page
    .locator(within)
    .locator('[lang="en-GB"]')
    .evaluateAll((all) => all.map((each) => each.textContent ?? ''));
}

for (const language of ['fr', 'es'] as const) {
  const said = SAID[language];

  test(`Screen asks in ${language}`, async ({ page, address }) => {
    await speak(page, address, language, 'screen');
    await page.getByRole('combobox', { name: said.screen }).selectOption('ai-content-label');
    await expect(page.locator('[data-provision="TBT.2.2"] summary')).toContainText(said.provision);
    await expect(page.getByRole('group', { name: said.fact })).toBeVisible();
    expect(await english(page, 'section fieldset[id^="fact-"]')).toEqual([]);
    expect(await english(page, 'section summary')).toEqual([]);
    await expect(page.getByRole('combobox', { name: said.features })).toBeVisible();
    expect(await english(page, 'section select')).toEqual([]);
    expect(await english(page, 'section [data-open], section .give')).toEqual([]);
    expect(await page.locator('fieldset[id^="fact-"] legend').count()).toBeGreaterThan(90);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await overflow(page)).toBe(0);
  });

  test(`Comply asks in ${language}`, async ({ page, address }) => {
    await speak(page, address, language, 'comply');
    await page.getByRole('combobox', { name: said.comply }).selectOption('hiring-screening');
    await expect(page.locator('[data-duty="human_oversight"] th').first()).toHaveText(said.duty);
    await expect(page.locator('dd', { hasText: said.market }).first()).toBeVisible();
    expect(await english(page, 'section fieldset[id^="product-"]')).toEqual([]);
    expect(await english(page, 'section tbody th')).toEqual([]);
    expect(await english(page, 'section [data-duty] td:last-child')).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await overflow(page)).toBe(0);
  });

  test(`a comparison is said in ${language}`, async ({ page, address }) => {
    test.setTimeout(120_000);
    await speak(page, address, language, 'compare?with=cheaper-digital-services,digital-services-club');
    await page.getByRole('button', { name: said.go, exact: true }).click();
    for (const name of said.sections)
      await expect(page.getByRole('heading', { name, exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('.lead')).toHaveText(said.lead);
    await expect(page.locator('#economies .chart svg').first()).toContainText(said.germany);
    expect(await violations(page)).toEqual([]);
  });
}
