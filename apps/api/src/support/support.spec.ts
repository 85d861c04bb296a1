import { afterAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing/app.js';

describe('The support chat', () => {
  const apps: TestApp[] = [];
  const start = async (settings: Record<string, string>) => {
    const app = await startTestApp({ settings });
    apps.push(app);
    return app;
  };
  afterAll(async () => {
    for (const app of apps) await app.close();
  });

  it('is told to anybody, and the content policy lets its widget in', async () => {
    const { anonymous } = await start({ JIVOSITE_WIDGET_ID: 'AbC123xyz' });
    const { body, headers } = await anonymous.get('/api/v1/support').expect(200);
    expect(body).toEqual({ chatWidgetId: 'AbC123xyz' });
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/script-src [^;]*https:\/\/\*\.jivosite\.com/);
    expect(policy).toMatch(/connect-src [^;]*wss:\/\/\*\.jivosite\.com/);
    for (const kind of ['frame-src', 'media-src', 'font-src', 'style-src']) {
      expect(policy).toMatch(new RegExp(`${kind} [^;]*https://\\*\\.jivosite\\.com`));
    }
  });

  it('is not there unless it is set up, and nobody else is let in', async () => {
    const { anonymous } = await start({ JIVOSITE_WIDGET_ID: '' });
    const { body, headers } = await anonymous.get('/api/v1/support').expect(200);
    expect(body).toEqual({ chatWidgetId: null });
    expect(headers['content-security-policy']).not.toContain('jivosite');
  });
});
