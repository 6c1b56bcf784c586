/** The description of the API, read for a page: what can be asked, with which parts, and what comes back. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  example?: unknown;
  examples?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: boolean | Schema;
}

interface Content {
  schema?: Schema;
  example?: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  description?: string;
  required?: boolean;
  schema?: Schema;
  example?: unknown;
}

interface Described {
  summary?: string;
  description?: string;
  operationId?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Content>; required?: boolean };
  responses: Record<string, { description?: string; content?: Record<string, Content> }>;
}

/** An OpenAPI document, as far as the page reads it. */
export interface Description {
  paths: Record<string, Record<string, Described>>;
  components?: { schemas?: Record<string, Schema> };
}

/** Something that can be asked. */
export interface Operation {
  /** Method and path, which no other operation has. */
  key: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  parameters: Parameter[];
  body?: { type: string; schema: Schema; example: unknown };
  answers: { status: string; description: string; type: string; schema?: Schema }[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** What can be asked, in the order of the document. */
export function operations(document: Description): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const described = methods[method];
      return described ? [operation(document, method.toUpperCase(), path, described)] : [];
    }),
  );
}

function operation(document: Description, method: string, path: string, described: Described): Operation {
  const { summary = '', description = '', tags = [], parameters = [], requestBody, responses } = described;
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const schema = content?.schema ?? {};
  return {
    key: `${method} ${path}`,
    method,
    path,
    tag: tags[0] ?? '',
    summary,
    description,
    parameters,
    body: type ? { type, schema, example: content?.example ?? example(document, schema) } : undefined,
    answers: Object.entries(responses).map(([status, answer]) => {
      const [type = '', content] = Object.entries(answer.content ?? {})[0] ?? [];
      return { status, description: answer.description ?? '', type, schema: content?.schema };
    }),
  };
}

/** A schema without references, and without the null that stands for what is left out. */
export function resolve(document: Description, schema: Schema): Schema {
  const { $ref, ...rest } = schema;
  if ($ref) {
    const named = document.components?.schemas?.[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {};
    // What is said where it is used stands before what is said of it in general.
    return resolve(document, { ...named, ...rest });
  }
  const options = (schema.oneOf ?? schema.anyOf)?.filter((option) => option.type !== 'null');
  if (options?.length === 1) return resolve(document, { ...options[0]!, ...without(rest) });
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => resolve(document, part));
    return {
      ...without(rest),
      type: 'object',
      properties: Object.assign({}, ...parts.map((part) => part.properties)) as Record<string, Schema>,
      required: parts.flatMap((part) => part.required ?? []),
    };
  }
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== 'null');
    return { ...rest, type: types.length === 1 ? types[0] : types };
  }
  return schema;
}

function without({ oneOf: _, anyOf: __, allOf: ___, ...rest }: Schema): Schema {
  return rest;
}

const DEEPEST = 8;

/** Something that a schema allows: an example that it gives, or else its required parts. */
export function example(document: Description, schema: Schema, depth = 0): unknown {
  const { type, oneOf, anyOf, properties = {}, required = [], ...of } = resolve(document, schema);
  const given = of.example ?? of.examples?.[0] ?? of.default ?? of.enum?.[0];
  if (given !== undefined) return given;
  const option = (oneOf ?? anyOf)?.[0];
  if (option) return example(document, option, depth + 1);
  if (type === 'array') return [];
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return of.minimum ?? 0;
  if (type === 'object') {
    const entries = depth < DEEPEST ? Object.entries(properties) : [];
    const shown = entries.filter(([name]) => required.includes(name));
    return Object.fromEntries(shown.map(([name, part]) => [name, example(document, part, depth + 1)]));
  }
  return '';
}

/** A part of a body or an answer. */
export interface Field {
  /** With dots between names, `[]` for each entry of a list and `*` for each of a table. */
  name: string;
  type: string;
  required: boolean;
  description: string;
}

/** All parts of a schema, those of parts after the part that has them. */
export function fields(document: Description, schema: Schema): Field[] {
  const found: Field[] = [];
  walk(schema, '', []);
  return found;

  function walk(schema: Schema, prefix: string, above: string[]): void {
    const name = nameOf(schema);
    // A form that has itself in it is shown once.
    if (name && above.includes(name)) return;
    const known = name ? [...above, name] : above;
    const {
      properties = {},
      required = [],
      items,
      additionalProperties,
      ...rest
    } = resolve(document, schema);
    for (const [name, part] of Object.entries(properties)) {
      const whole = prefix ? `${prefix}.${name}` : name;
      const description = part.description ?? resolve(document, part).description ?? '';
      found.push({
        name: whole,
        type: typeOf(document, part),
        required: required.includes(name),
        description,
      });
      walk(part, whole, known);
    }
    if (items) walk(items, `${prefix}[]`, known);
    if (typeof additionalProperties === 'object')
      walk(additionalProperties, prefix ? `${prefix}.*` : '*', known);
    for (const option of rest.oneOf ?? rest.anyOf ?? []) walk(option, prefix, known);
  }
}

/** The form that a schema is, or may be, by name. */
function nameOf({ $ref, oneOf, anyOf }: Schema): string | undefined {
  const options = (oneOf ?? anyOf)?.filter((option) => option.type !== 'null');
  return $ref ?? (options?.length === 1 ? options[0]!.$ref : undefined);
}

/** The type of a part in a word or two. */
export function typeOf(document: Description, schema: Schema): string {
  const { type, enum: words, items, oneOf, anyOf, format } = resolve(document, schema);
  if (words) return words.map((word) => JSON.stringify(word)).join(' | ');
  const options = oneOf ?? anyOf;
  if (options) return [...new Set(options.map((option) => typeOf(document, option)))].join(' | ');
  if (type === 'array') return `${typeOf(document, items ?? {})}[]`;
  if (type === 'string' && format === 'date') return 'date';
  if (type === undefined) return 'any';
  return Array.isArray(type) ? type.join(' | ') : type;
}

/** What is sent for an operation, from what the reader filled in by the name of each parameter. */
export function request(
  { method, path, parameters, body }: Operation,
  values: Record<string, string>,
  text: string,
): { url: string; init: { method: string; headers: Record<string, string>; body?: string } } {
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  let url = path;
  for (const { name, in: where } of parameters) {
    const value = (values[name] ?? '').trim();
    if (where === 'path') url = url.replace(`{${name}}`, encodeURIComponent(value));
    else if (value && where === 'query') query.set(name, value);
    else if (value) headers[name] = value;
  }
  if (query.size) url += `?${query}`;
  if (!body) return { url, init: { method, headers } };
  headers['Content-Type'] = body.type;
  return { url, init: { method, headers, body: text } };
}

/** The same from a terminal. */
export function curl(origin: string, { url, init }: ReturnType<typeof request>, token: boolean): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const parts = [`curl -s ${quoted(origin + url)}`];
  // A body makes it a POST by itself.
  if (init.method !== (init.body === undefined ? 'GET' : 'POST')) parts[0] += ` -X ${init.method}`;
  if (token) parts.push('-H "Authorization: Bearer $COMITY_TOKEN"');
  for (const [name, value] of Object.entries(init.headers)) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (init.body !== undefined) parts.push(`-d ${quoted(init.body)}`);
  return parts.join(' \\\n  ');
}
