import { it } from '@jest/globals';
import { startStory } from '../../../test/support/story.js';
import { DESKTOP, PHONE, WEB_DIST, newVisitor, openBrowser } from '../../../test/support/browser.js';
const OUT = '/tmp/look/shots/';
const only = (process.env.SHOTS ?? '').split(',').filter(Boolean);
it('looks', async () => {
  const story = await startStory({ scenario: process.env.SCEN ?? 'tea-shop', requestsPerSecond: Number(process.env.RPS ?? 8), settings: { WEB_DIST_DIR: WEB_DIST } });
  const browser = await openBrowser();
  try {
    const person = await story.app.newcomer(process.env.ROLE ?? 'user');
    const world = story.sandbox.world.merchants[0]!;
    console.log(JSON.stringify(world));
    const views: [string, any, boolean][] = [['desk', DESKTOP, false], ['phone', PHONE, false], ['deskdark', DESKTOP, true], ['phonedark', PHONE, true]];
    const vs = [] as any[];
    for (const [name, screen, dark] of views) {
      const v = await newVisitor(browser, { baseUrl: story.app.url, screen, dark });
      await v.open('/');
      await v.page.getByLabel('Электронная почта').waitFor();
      vs.push([name, v]);
    }
    const shot = async (what: string, path: string | null, who = ['desk', 'phone'], wait = 500, full = false) => {
      for (const [name, v] of vs) {
        if (!who.includes(name)) continue;
        if (path) await v.open(path);
        await v.page.waitForTimeout(wait);
        await v.page.screenshot({ path: `${OUT}${what}-${name}.png`, fullPage: full });
        const w = await v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (w > 0) console.log('WIDE', what, name, w);
      }
    };
    const all = views.map(([n]) => n);
    await shot('00-login', null, all);
    for (const [, v] of vs) await v.signIn(person);
    await shot('01-start-empty', null, all);
    await shot('02-connections-empty', '/connections');
    await shot('03-catalog-empty', '/catalog', ['desk']);
    await shot('04-sync-empty', '/sync');
    await shot('05-vk-empty', '/vk-catalog', ['desk']);
    await person.agent.put('/api/v1/connections/evotor').send({ accessToken: world.evotorToken }).expect(200);
    await shot('06-start-evotor', '/');
    await shot('07-catalog-read', '/catalog', ['desk'], 2500);
    await person.agent.put('/api/v1/connections/vk').send({ accessToken: world.vkToken, groupId: world.groupId }).expect(200);
    await shot('08-connections', '/connections', all);
    for (const s of world.storeIds) {
      await person.agent.put(`/api/v1/catalog/stores/${s}/sync`).send({ enabled: true }).expect(200);
      await person.agent.put(`/api/v1/catalog/stores/${s}/groups/sync`).send({ enabled: true }).expect(200);
    }
    await shot('09-groups', `/catalog/stores/${world.storeIds[0]}/groups`, all);
    await shot('10-start-ready', '/');
    for (const [, v] of vs) await v.open('/');
    const { body: run } = await person.agent.post('/api/v1/sync/runs').expect(202);
    await shot('11-start-running', null, ['desk'], 1500);
    await shot('11-start-running', null, ['phonedark'], 500);
    await shot('12-sync-running', '/sync', ['desk', 'phone'], 600);
    await shot('13-run-running', `/sync/runs/${run.id}`, ['desk', 'phone'], 900);
    for (;;) { const { body } = await person.agent.get(`/api/v1/sync/runs/${run.id}`); if (!['queued','running'].includes(body.status)) { console.log(JSON.stringify(body)); break; } await new Promise((r) => setTimeout(r, 300)); }
    await shot('20-run', `/sync/runs/${run.id}`, all, 900);
    await shot('21-run-skipped', `/sync/runs/${run.id}?outcome=skipped`, ['desk', 'phone'], 900, true);
    await shot('22-start', `/`, all, 900);
    await shot('23-sync', `/sync`, all, 900);
    await shot('24-settings', `/sync?view=settings`, ['desk', 'phone'], 900, true);
    await shot('25-catalog', `/catalog`, all, 900);
    await shot('26-groups', `/catalog/stores/${world.storeIds[0]}/groups`, ['desk', 'phone'], 900, true);
    await shot('27-products', `/catalog/stores/${world.storeIds[0]}/products`, all, 900);
    await shot('27b-products-full', `/catalog/stores/${world.storeIds[0]}/products`, ['desk', 'phone'], 900, true);
    await shot('28-products-skipped', `/catalog/stores/${world.storeIds[0]}/products?syncState=skipped`, ['desk'], 900, true);
    await shot('29-vk', `/vk-catalog`, all, 1500);
    await shot('29b-vk-full', `/vk-catalog`, ['phone'], 1500, true);
    if (process.env.ROLE) { await shot('30-users', '/admin/users', all, 900); }
    await shot('31-404', '/nowhere', ['desk'], 900);
    const { body: run2 } = await person.agent.post('/api/v1/sync/runs').expect(202);
    for (;;) { const { body } = await person.agent.get(`/api/v1/sync/runs/${run2.id}`); if (!['queued','running'].includes(body.status)) { console.log(JSON.stringify(body)); break; } await new Promise((r) => setTimeout(r, 300)); }
    await shot('32-run2', `/sync/runs/${run2.id}`, ['desk', 'phone'], 900);
    await shot('33-sync2', `/sync`, ['desk', 'phone'], 900);
    for (const [n, v] of vs) { if (n === 'phone') { await v.page.getByRole('button', { name: 'Открыть меню' }).click(); await v.page.waitForTimeout(300); await v.page.screenshot({ path: OUT + '34-menu-phone.png' }); } }
    for (const [n, v] of vs) { await v.leave().catch((e: Error) => console.log(n, e.message)); }
  } finally {
    await browser.close();
    await story.close();
  }
}, 200000);
