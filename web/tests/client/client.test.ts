/** A program against a running server, `COMITY_API`, with a client whose types are generated from the API's description. */
import createClient from 'openapi-fetch';
import { expect, test } from 'vitest';
import type { paths } from './schema';

const address = process.env.COMITY_API;
if (!address) throw new Error('COMITY_API must have the address of a server, such as http://127.0.0.1:8650');
const api = createClient<paths, 'application/json'>({ baseUrl: address });

/** What an answer holds; a problem fails the test with its words. */
function got<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

test('from the list of baselines to a table of a run', { timeout: 60_000 }, async () => {
  const [baseline] = got(await api.GET('/api/v1/baselines'));
  const world = got(await api.GET('/api/v1/baselines/{id}', { params: { path: { id: baseline! } } }));
  expect(world.economies.length).toBeGreaterThan(1);

  const scenario = `name = "Cheaper trade"\nbaseline = "${baseline}"\n[[trade_cost]]\nfactor = 0.95\n`;
  const verdict = got(await api.POST('/api/v1/scenarios/validate', { body: { scenario } }));
  expect(verdict).toMatchObject({ valid: true, errors: [] });

  const answer = got(
    await api.POST('/api/v1/whatif', {
      body: { baseline: baseline!, moves: { trade_costs: [{ factor: 0.95 }] } },
    }),
  );
  expect(answer.world.real_income_pct).toBeGreaterThan(0);

  let job = got(await api.POST('/api/v1/runs', { body: { scenario: { text: scenario } } }));
  while (job.state === 'queued' || job.state === 'running') {
    await new Promise((next) => setTimeout(next, 100));
    job = got(await api.GET('/api/v1/jobs/{id}', { params: { path: { id: job.id } } }));
  }
  expect(job.state).toBe('done');
  const path = { id: job.id, name: 'economies' };
  const table = got(await api.GET('/api/v1/jobs/{id}/tables/{name}', { params: { path } }));
  expect(table.rows).toBe(world.economies.length);
  expect(table.columns.economy).toEqual(answer.economies);
  expect(table.columns.real_income_pct).toEqual(answer.columns.real_income_pct);
});

test('a problem says what to do', async () => {
  const { error, response } = await api.GET('/api/v1/jobs/{id}', { params: { path: { id: 'none' } } });
  expect(response.status).toBe(404);
  expect(error).toMatchObject({ code: 'job', hint: expect.any(String) });
});
