/** A checked parameter: whole numbers as numbers, decimals as their digits, booleans, texts, lists. */
export type ParamValue = number | boolean | string | (number | string)[];

/** The checked parameters of one call. */
export class Params {
  private readonly values: ReadonlyMap<string, ParamValue>;

  constructor(values: ReadonlyMap<string, ParamValue>) {
    this.values = values;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** The whole number `name`, or `fallback` where it was not sent. */
  int(name: string, fallback = 0): number {
    const value = this.values.get(name);
    return typeof value === 'number' ? value : fallback;
  }

  flag(name: string): boolean {
    return this.values.get(name) === true;
  }

  text(name: string): string {
    const value = this.values.get(name);
    return typeof value === 'string' ? value : String(value ?? '');
  }

  numbers(name: string): number[] {
    return this.list(name).filter((value) => typeof value === 'number');
  }

  texts(name: string): string[] {
    return this.list(name).map(String);
  }

  private list(name: string): (number | string)[] {
    const value = this.values.get(name);
    return Array.isArray(value) ? value : [];
  }
}
