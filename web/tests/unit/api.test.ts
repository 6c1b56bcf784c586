import { expect, test } from 'vitest';
import openapi from '../../../crates/server/openapi.json';
import {
  curl,
  example,
  fields,
  operations,
  request,
  resolve,
  type Description,
} from '../../src/app/api/document';

const DOCUMENT = openapi as unknown as Description;
const ALL = operations(DOCUMENT);

const one = (key: string) => ALL.find((operation) => operation.key === key)!;

test('every request is there once, says what it does, and has its parameters', () => {
  const count = Object.values(DOCUMENT.paths).flatMap((path) => Object.keys(path)).length;
  expect(ALL.length).toBe(count);
  expect(new Set(ALL.map(({ key }) => key)).size).toBe(count);
  for (const { key, summary, path, parameters } of ALL) {
    expect(summary, key).not.toBe('');
    const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
    expect(
      parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
      key,
    ).toEqual(named);
  }
});

test('an example has what the form requires and nothing that it does not know', () => {
  for (const { key, body } of ALL) {
    if (!body) continue;
    const known = fields(DOCUMENT, body.schema).filter(({ name }) => !/[.[*]/.test(name));
    const given = Object.keys(body.example as object);
    for (const name of given)
      expect(
        known.map((field) => field.name),
        key,
      ).toContain(name);
    for (const { name, required } of known) if (required) expect(given, key).toContain(name);
  }
});

test('forms within forms are followed, once each', () => {
  const names = fields(DOCUMENT, one('POST /api/v1/whatif').body!.schema).map(({ name }) => name);
  expect(names).toContain('moves.ai.catch_up');
  expect(names).toContain('moves.tariffs[].rate');
  const circle: Description = {
    paths: {},
    components: {
      schemas: {
        Tree: {
          type: 'object',
          required: ['leaf', 'branches'],
          properties: {
            leaf: { type: ['string', 'null'], enum: ['oak'] },
            branches: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
            above: { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Tree' }] },
          },
        },
      },
    },
  };
  const tree = { $ref: '#/components/schemas/Tree' };
  expect(fields(circle, tree).map(({ name, type }) => `${name}: ${type}`)).toEqual([
    'leaf: "oak"',
    'branches: object[]',
    'above: object',
  ]);
  expect(example(circle, tree)).toEqual({ leaf: 'oak', branches: [] });
  expect(resolve(circle, { oneOf: [{ type: 'null' }, tree] }).required).toEqual(['leaf', 'branches']);
});

test('a request has its parts where they belong', () => {
  const operation = {
    ...one('GET /api/v1/baselines/{id}'),
    parameters: [
      { name: 'id', in: 'path' as const },
      { name: 'q', in: 'query' as const },
      { name: 'If-Match', in: 'header' as const },
      { name: 'unused', in: 'query' as const },
    ],
  };
  const asked = request(operation, { id: 'a/b c', q: 'x&y', 'If-Match': '"3"' }, '');
  expect(asked).toEqual({
    url: '/api/v1/baselines/a%2Fb%20c?q=x%26y',
    init: { method: 'GET', headers: { 'If-Match': '"3"' } },
  });
  expect(curl('http://localhost:1', asked, true)).toBe(
    `curl -s 'http://localhost:1/api/v1/baselines/a%2Fb%20c?q=x%26y' \\\n  -H "Authorization: Bearer $COMITY_TOKEN" \\\n  -H 'If-Match: "3"'`,
  );
  const sent = request(one('POST /api/v1/scenarios/validate'), {}, `{"scenario": "it's"}`);
  expect(curl('', sent, false)).toBe(
    `curl -s '/api/v1/scenarios/validate' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"scenario": "it'\\''s"}'`,
  );
});
