import { serveProgram, type Served } from './process.ts';

/** The one store that the benchmarks' Evotor Cloud has. */
export const STORE_ID = '20230514-7A31-40C2-80F4-1B6E50A9D3C7';

/** An Evotor Cloud of one store, the same for every merchant. */
export function startCloud(goods: number): Promise<Served> {
  return serveProgram(new URL('./cloud-process.ts', import.meta.url), [String(goods)]);
}
