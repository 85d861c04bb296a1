import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aClient, aDelete, anEdit, letters } from '../test/a-client.js';
import { Refusal, VkServer, type ServedCall } from '../test/vk-server.js';

/** Codes by what the fact sheet on VK asks for when one call among others meets them. */
const ENDS_ALL = {
  'user-token': [
    ...[2, 5, 17, 18, 24, 25, 27, 28, 37, 38, 39, 41, 1114, 1116, 1117, 1118],
    ...[3300, 3301, 3302, 3303, 3304, 3305, 3609, 3610, 3611, 11500],
  ],
  'user-shop': [7, 15, 30, 40, 125, 200, 203, 204, 205, 210, 1409, 1438, 1525, 1526],
  quota: [14],
  bug: [4, 11, 16, 20, 21, 34, 35, 42, 101, 9999],
};
const ENDS_THE_METHOD = [29, 103, 601, 1405, 1407];
const HOLDS_THE_METHOD_BACK = [9, 32, 43];
const COMES_AGAIN_AT_ONCE = [6, 8];
const COMES_AGAIN_LATER = [1, 10, 36];
const IS_ITS_OWN = {
  retry: [22, 105],
  heal: [1400, 1402, 1403],
  item: [
    ...[19, 100, 104, 106, 114, 118, 119, 121, 122, 129, 300, 1404, 1406, 1408, 1412, 1413, 1414, 1415, 1416, 1417],
    ...[1418, 1419, 1421, 1423, 1424, 1425, 1426, 1433, 1434, 1435, 1446, 1457, 1458, 1518],
  ],
  bug: [
    ...[3, 12, 13, 23, 33, 113, 150, 201, 500, 600, 603],
    ...[1401, 1410, 1411, 1427, 1429, 1430, 1431, 1432, 1436, 1456],
  ],
};
const byFamily = (table: Record<string, number[]>) =>
  Object.entries(table).flatMap(([family, codes]) => codes.map((code) => [code, family] as const));

describe('one call among others is refused', () => {
  const server = new VkServer();
  beforeAll(() => server.start());
  afterAll(() => server.stop());
  beforeEach(() => {
    server.requests.length = 0;
  });

  /** The second of three edits meets the code, so many times; two deletes are for the next request. */
  const meet = async (code: number, times = Infinity) => {
    let left = times;
    server.answer = ({ method, params }: ServedCall) => {
      if (method !== 'market.edit' || params.item_id !== 2 || left === 0) return 1;
      left -= 1;
      return new Refusal(code);
    };
    const { client, pauses } = aClient(server, { batchSize: 3 });
    const calls = [anEdit(1), anEdit(2), anEdit(3), anEdit(4), aDelete(5)];
    const verdicts = await client.batch(calls, { inFlight: 1 });
    const refused = verdicts[1]?.status === 'failed' ? verdicts[1].error : null;
    return { verdicts: letters(verdicts), refused, pauses, requests: server.requests.length };
  };

  it.each(byFamily(ENDS_ALL))('%i (%s): nothing more is sent with this token', async (code, family) => {
    const { verdicts, refused, requests } = await meet(code);
    expect(verdicts).toBe('DFDNN');
    expect(refused).toMatchObject({ code, family, isWholeShop: true });
    expect(requests).toBe(1);
  });

  it.each(ENDS_THE_METHOD)('%i: nothing more of this method is sent, all else is', async (code) => {
    const { verdicts, refused } = await meet(code);
    expect(verdicts).toBe('DFDND');
    expect(refused).toMatchObject({ code, family: 'quota', isWholeShop: false });
  });

  it.each(HOLDS_THE_METHOD_BACK)('%i: the method rests and goes on, all else goes on at once', async (code) => {
    const { verdicts, pauses } = await meet(code, 1);
    expect(verdicts).toBe('DDDDD');
    expect(pauses).toEqual([2000]);
  });

  it.each(COMES_AGAIN_AT_ONCE)('%i: nothing was done, it goes again', async (code) => {
    expect(await meet(code, 1)).toMatchObject({ verdicts: 'DDDDD', pauses: [] });
  });

  it.each(COMES_AGAIN_LATER)('%i: VK broke off inside, it goes again a little later', async (code) => {
    expect(await meet(code, 1)).toMatchObject({ verdicts: 'DDDDD', pauses: [1000] });
  });

  it.each(byFamily(IS_ITS_OWN))('%i (%s): that call’s own trouble, sent once', async (code, family) => {
    const { verdicts, refused, requests } = await meet(code);
    expect(verdicts).toBe('DFDDD');
    expect(refused).toMatchObject({ code, family, isWholeShop: false });
    expect(requests).toBe(2);
  });
});
