/** Changes of rules that the reader makes: as part of an address, and as the scenario that says the same. */

export interface Edit {
  /** Code of an economy or a union. */
  of: string;
  feature: string;
  /** From 0 to 3. */
  level: number;
}

export interface Plan {
  /** The day whose rules hold. */
  date: string;
  edits: Edit[];
  /** Codes of economies that recognise each other; fewer than two change nothing. */
  club: string[];
  /** Code of the economy whose rules all others adopt; empty where nobody does. */
  adopt: string;
}

/** The Union's Act requires conformity assessment from December 2027 on; here it asks for less. */
export function start(): Plan {
  return {
    date: '2027-12-31',
    edits: [{ of: 'EU', feature: 'conformity_assessment', level: 1 }],
    club: [],
    adopt: '',
  };
}

/** Whether it changes anything. */
export function changes({ edits, club, adopt }: Plan): boolean {
  return edits.length > 0 || club.length > 1 || adopt !== '';
}

/** The text of the scenario. */
export function scenarioOf({ date, edits, club, adopt }: Plan, baseline: string): string {
  const quoted = (codes: string[]) => `[${codes.map((code) => JSON.stringify(code)).join(', ')}]`;
  return [
    `name = "What if rules changed"`,
    `baseline = ${JSON.stringify(baseline)}`,
    '',
    '[regulation]',
    `date = ${date}`,
    ...edits.flatMap(({ of, feature, level }) => [
      '',
      '[[regulation.edit]]',
      `jurisdiction = ${JSON.stringify(of)}`,
      `feature = ${JSON.stringify(feature)}`,
      `level = ${level}`,
    ]),
    ...(adopt
      ? ['', '[[regulation.adopt]]', 'economies = ["all"]', `rules_of = ${JSON.stringify(adopt)}`]
      : []),
    ...(club.length > 1 ? ['', '[[regulation.recognition]]', `among = ${quoted(club)}`] : []),
    '',
  ].join('\n');
}

/** What an address says. */
export function write({ date, edits, club, adopt }: Plan): string {
  const parts = new URLSearchParams({ date });
  parts.set('edit', edits.map(({ of, feature, level }) => `${of}.${feature}.${level * 10}`).join('~'));
  if (club.length > 0) parts.set('club', club.join('.'));
  if (adopt) parts.set('adopt', adopt);
  return parts.toString();
}

/** The plan of an address; where it says nothing, that of the start. */
export function read(parts: URLSearchParams): Plan {
  const from = start();
  const date = parts.get('date') ?? '';
  const edits = (parts.get('edit') ?? '').split('~').flatMap((text): Edit[] => {
    const [of, feature, tenths] = text.split('.');
    const level = Number(tenths) / 10;
    return of && feature && level >= 0 && level <= 3 ? [{ of, feature, level }] : [];
  });
  const known = (code: string) => /^[A-Za-z]{2,4}$/.test(code);
  return {
    date: isDay(date) ? date : from.date,
    edits: parts.has('edit') ? edits : from.edits,
    club: (parts.get('club') ?? '').split('.').filter(known),
    adopt: known(parts.get('adopt') ?? '') ? parts.get('adopt')! : '',
  };
}

/** Whether a text is a day, as dates are written. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
