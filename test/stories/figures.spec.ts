import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStory, type Merchant, type Story } from '../support/story.js';

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

describe('The figures for Prometheus', () => {
  let story: Story;
  let merchant: Merchant;

  beforeAll(async () => {
    story = await startStory();
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
  }, 60_000);
  afterAll(() => story?.close());

  it('tell of runs, of what they did, and of every call, without naming anybody', async () => {
    const run = await merchant.run();
    await merchant.run();
    const { text } = await story.app.anonymous.get('/metrics').expect(200);
    const samples = parse(text);
    const value = (name: string, labels: Record<string, string> = {}) =>
      samples
        .filter((one) => one.name === name && Object.entries(labels).every(([key, word]) => one.labels[key] === word))
        .reduce((sum, one) => sum + one.value, 0);

    expect(value('evosync_runs_total', { outcome: 'succeeded', trigger: 'manual' })).toBe(2);
    expect(value('evosync_run_duration_seconds_count', { outcome: 'succeeded' })).toBe(2);
    expect(value('evosync_products_pushed_total', { action: 'created' })).toBe(run.counts.created);
    const requests = story.sandbox.vk.journal.stats().requests;
    expect(value('evosync_outbound_calls_total', { service: 'vk' })).toBeGreaterThanOrEqual(requests);
    expect(value('evosync_outbound_calls_total', { service: 'vk', method: 'execute', status: 'ok' })).toBeGreaterThan(
      0,
    );
    expect(
      value('evosync_outbound_calls_total', { service: 'evotor', method: 'GET /stores', status: '200' }),
    ).toBeGreaterThan(0);
    expect(value('evosync_outbound_call_duration_seconds_count', { service: 'evotor' })).toBeGreaterThan(0);
    expect(value('evosync_vk_pace_wait_seconds_count')).toBeGreaterThanOrEqual(requests);
    expect(value('evosync_connections', { service: 'vk', status: 'ok' })).toBe(1);
    expect(value('evosync_part_up', { part: 'database' })).toBe(1);

    const { world, email, userId } = merchant;
    for (const private_ of [
      email,
      world.vkToken,
      world.evotorToken,
      String(world.groupId),
      ...world.storeIds,
      run.id,
    ]) {
      expect(text).not.toContain(private_);
    }
    expect(samples.some(({ labels }) => Object.values(labels).includes(String(userId)) && 'user' in labels)).toBe(
      false,
    );
    for (const { labels } of samples) {
      for (const word of Object.values(labels)) expect(word).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/i);
    }
  }, 90_000);
});

/** Reads the text format strictly: every sample has a type said before it, every line is understood. */
function parse(text: string): Sample[] {
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.split('\n').filter(Boolean)) {
    const type = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line);
    if (type?.[1] && type[2]) types.set(type[1], type[2]);
    if (line.startsWith('# ')) continue;
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (-?[\d.e+-]+|NaN|[+-]Inf)$/.exec(line);
    expect({ line, read: sample !== null }).toEqual({ line, read: true });
    const [, name = '', labels = '', value = ''] = sample ?? [];
    const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
    expect({ name, typed: types.has(family) }).toEqual({ name, typed: true });
    samples.push({
      name,
      labels: Object.fromEntries(
        [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, word]) => [key, word]),
      ),
      value: Number(value),
    });
  }
  return samples;
}
