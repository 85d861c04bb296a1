/** The caller of the control API sent something it does not take: answered with 400 and this text. */
export class BadControlRequest extends Error {}

/** Reads fields of a JSON body one by one. @throws BadControlRequest naming the field */
export class JsonBody {
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new BadControlRequest('a JSON object is expected');
    }
    this.fields = Object.fromEntries(Object.entries(value));
  }

  names(): string[] {
    return Object.keys(this.fields);
  }

  raw(name: string): unknown {
    return this.fields[name];
  }

  number(name: string): number {
    return this.optionalNumber(name) ?? fail(name, 'a number');
  }

  optionalNumber(name: string): number | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : fail(name, 'a number');
  }

  text(name: string): string {
    return this.optionalText(name) ?? fail(name, 'a string');
  }

  optionalText(name: string): string | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : fail(name, 'a string');
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'boolean' ? value : fail(name, 'true or false');
  }

  /** One of `words`, or nothing. */
  optionalWord<T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.optionalText(name);
    if (value === undefined) return undefined;
    return words.find((word) => word === value) ?? fail(name, `one of ${words.join(', ')}`);
  }

  list(name: string): unknown[] {
    const value = this.fields[name] ?? [];
    return Array.isArray(value) ? value : fail(name, 'a list');
  }

  numbers(name: string): number[] {
    return this.list(name).map((value) => (typeof value === 'number' ? value : fail(name, 'a list of numbers')));
  }

  texts(name: string): string[] {
    return this.list(name).map((value) => (typeof value === 'string' ? value : fail(name, 'a list of strings')));
  }

  bodies(name: string): JsonBody[] {
    return this.list(name).map((value) => new JsonBody(value));
  }
}

function fail(name: string, wanted: string): never {
  throw new BadControlRequest(`${name}: ${wanted} expected`);
}
