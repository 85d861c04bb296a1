import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../testing/app.js';
import type { ThrottleRule } from './throttle-rules.js';
import { Throttle } from './throttle.js';

describe('the throttle', () => {
  let test: TestApp;
  let throttle: Throttle;
  beforeAll(async () => {
    test = await startTestApp();
    throttle = test.app.get(Throttle);
  });
  afterAll(() => test.close());

  const rule: ThrottleRule = {
    name: 'spec',
    free: 2,
    firstWaitSeconds: 10,
    mostWaitSeconds: 60,
    forgetOneAfterSeconds: 3600,
  };

  it('lets the first tries through, then doubles the wait up to the bound', async () => {
    const waits = [];
    for (let count = 0; count < 8; count += 1) waits.push(await throttle.count(rule, 'doubling'));
    expect(waits).toEqual([0, 0, 10, 20, 40, 60, 60, 60]);
    expect(await throttle.look(rule, 'doubling')).toBe(60);
    expect(await throttle.look(rule, 'another')).toBe(0);
  });

  it('does not count what it refuses', async () => {
    const takes = [];
    for (let count = 0; count < 6; count += 1) takes.push(await throttle.take(rule, 'quota'));
    expect(takes).toEqual([0, 0, 0, 10, 10, 10]);
  });

  it('forgets tries one by one', async () => {
    const quick = { ...rule, name: 'quick', forgetOneAfterSeconds: 0.2 };
    for (let count = 0; count < 2; count += 1) await throttle.count(quick, 'a');
    await delay(450);
    expect(await throttle.count(quick, 'a')).toBe(0);
    expect(await throttle.count(quick, 'a')).toBe(0);
    expect(await throttle.count(quick, 'a')).toBe(10);
  });

  it('lets the next try through once the wait is over', async () => {
    const quick = { ...rule, name: 'brief', firstWaitSeconds: 0.2 };
    for (let count = 0; count < 3; count += 1) await throttle.count(quick, 'a');
    expect(await throttle.take(quick, 'a')).toBe(1);
    await delay(250);
    expect(await throttle.take(quick, 'a')).toBe(0);
  });

  it('takes a try back, and with it the wait that came of it', async () => {
    for (let count = 0; count < 3; count += 1) await throttle.take(rule, 'back');
    expect(await throttle.look(rule, 'back')).toBeGreaterThan(0);
    await throttle.giveBack(rule, 'back');
    expect(await throttle.take(rule, 'back')).toBe(0);
    expect(await throttle.take(rule, 'back')).toBeGreaterThan(0);
    await throttle.giveBack(rule, 'nothing there');
    expect(await throttle.take(rule, 'nothing there')).toBe(0);
  });

  it('forgets everything when told to', async () => {
    for (let count = 0; count < 5; count += 1) await throttle.count(rule, 'cleared');
    await throttle.clear(rule, 'cleared');
    expect(await throttle.look(rule, 'cleared')).toBe(0);
  });

  it('is one for several processes', async () => {
    const other = await startTestApp({
      settings: { DATABASE_URL: test.settings.databaseUrl, REDIS_PREFIX: test.settings.redisPrefix },
    });
    for (let count = 0; count < 3; count += 1) await throttle.count(rule, 'shared');
    expect(await other.app.get(Throttle).look(rule, 'shared')).toBeGreaterThan(0);
    await other.app.close();
  });
});
