import { describe, expect, it } from '@jest/globals';
import { loadSettings, SettingsError } from './settings.js';

function problemsOf(env: Record<string, string>): string[] {
  try {
    loadSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map(({ name }) => name);
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('have the documented defaults', () => {
    expect(loadSettings({})).toMatchObject({
      databaseUrl: 'mysql://evosync:evosync@db:3306/evosync',
      redisUrl: 'redis://redis:6379/0',
      secretKeys: ['change-me-in-production'],
      port: 8080,
      appRole: 'all',
      evotorApiUrl: 'https://api.evotor.ru',
      vkApiUrl: 'https://api.vk.com/method',
      vkApiVersion: '5.199',
      vkRequestsPerSecond: 3,
      vkBatchSize: 25,
      vkIdUrl: 'https://id.vk.com',
      vkDefaultPhotoPath: null,
      vkCategoryId: 40932,
      vkStockAmount: 1000,
      catalogRefreshIntervalSeconds: 3600,
      workerConcurrency: 10,
      inviteExpireHours: 48,
      emailProvider: 'console',
      smsProvider: 'console',
      queueMonitorUser: 'admin',
      queueMonitorPassword: 'changeme',
      logRetentionDays: 30,
      trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
      apiRequestsPerMinute: 3000,
      isProduction: false,
    });
  });

  it('name every wrong one at once and never show a value', () => {
    const wrong = {
      DATABASE_URL: 'postgres://wrong-value',
      REDIS_URL: 'wrong-value',
      SECRET_KEY: 'good,,wrong-value',
      DOMAIN: 'https://wrong-value/',
      BASE_URL: 'wrong-value',
      PORT: '70000',
      APP_ROLE: 'wrong-value',
      EVOTOR_API_URL: 'ftp://wrong-value',
      VK_API_URL: 'wrong-value',
      VK_API_VERSION: 'wrong-value',
      VK_REQUESTS_PER_SECOND: '0',
      VK_BATCH_SIZE: '26',
      VK_ID_URL: 'wrong-value',
      VK_DEFAULT_PHOTO_PATH: '/wrong-value.png',
      VK_CATEGORY_ID: '-1',
      VK_STOCK_AMOUNT: '1000000',
      CATALOG_REFRESH_INTERVAL_SECONDS: '1.5',
      WORKER_CONCURRENCY: '0',
      INVITE_EXPIRE_HOURS: 'wrong-value',
      EMAIL_PROVIDER: 'wrong-value',
      SMTP_URL: 'wrong-value',
      MAIL_FROM: 'wrong-value',
      SMS_PROVIDER: 'wrong-value',
      JIVOSITE_WIDGET_ID: '<wrong-value>',
      QUEUE_MONITOR_USER: 'wrong:value',
      LOG_RETENTION_DAYS: '0',
      TRUST_PROXY: 'loopback, 10.0.0.0/wrong-value',
      API_REQUESTS_PER_MINUTE: '0',
      SYSTEM_USER_EMAIL: 'wrong-value',
      SYSTEM_USER_PASSWORD: 'wrong-value',
      LOG_LEVEL: 'wrong-value',
    };
    expect(problemsOf(wrong)).toEqual(
      expect.arrayContaining(Object.keys(wrong).filter((name) => name !== 'SYSTEM_USER_PASSWORD')),
    );
    expect(() => loadSettings(wrong)).toThrow(/PORT: expected a whole number from 0 to 65535/);
    expect(() => loadSettings(wrong)).not.toThrow(/wrong-value/);
  });

  it('take an empty value for an unset one', () => {
    expect(loadSettings({ PORT: '', SECRET_KEY: '', VK_DEFAULT_PHOTO_PATH: '' })).toMatchObject({
      port: 8080,
      secretKeys: ['change-me-in-production'],
      vkDefaultPhotoPath: null,
    });
  });

  it.each([
    ['mysql+pymysql://u:p@h:3306/d', 'mysql://u:p@h:3306/d'],
    ['mariadb://u:p@h/d', 'mysql://u:p@h/d'],
  ])('read the older database address %s', (given, read) => {
    expect(loadSettings({ DATABASE_URL: given }).databaseUrl).toBe(read);
  });

  it('accept the older names of the monitor, the newer ones winning', () => {
    expect(loadSettings({ FLOWER_USER: 'olga', FLOWER_PASSWORD: 'old' })).toMatchObject({
      queueMonitorUser: 'olga',
      queueMonitorPassword: 'old',
    });
    expect(loadSettings({ QUEUE_MONITOR_USER: 'new', FLOWER_USER: 'old' }).queueMonitorUser).toBe('new');
  });

  it('refuse the default secret and monitor password in production, even as one of several keys', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual(['SECRET_KEY', 'QUEUE_MONITOR_PASSWORD']);
    expect(
      problemsOf({
        NODE_ENV: 'production',
        SECRET_KEY: 'mine,change-me-in-production',
        QUEUE_MONITOR_PASSWORD: 'mine',
      }),
    ).toEqual(['SECRET_KEY']);
    expect(problemsOf({ NODE_ENV: 'production', SECRET_KEY: 'mine', FLOWER_PASSWORD: 'mine' })).toEqual([]);
  });

  it('ask for what a provider needs', () => {
    expect(problemsOf({ EMAIL_PROVIDER: 'smtp', SMS_PROVIDER: 'smsru' })).toEqual([
      'SMTP_URL',
      'MAIL_FROM',
      'SMSRU_API_ID',
    ]);
    expect(problemsOf({ SYSTEM_USER_EMAIL: 'root@example.com' })).toEqual(['SYSTEM_USER_PASSWORD']);
  });

  it('derive the public address', () => {
    expect(loadSettings({ DOMAIN: 'shop.example' }).baseUrl).toBe('https://shop.example');
    expect(loadSettings({ DOMAIN: 'shop.example', BASE_URL: 'http://10.0.0.5:8080/' }).baseUrl).toBe(
      'http://10.0.0.5:8080',
    );
    expect(loadSettings({ PORT: '9000' }).baseUrl).toBe('http://127.0.0.1:9000');
  });
});
