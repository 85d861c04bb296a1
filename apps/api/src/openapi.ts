import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { writeFileSync } from 'node:fs';
import { describeApi } from './api-docs/describe-api.js';
import { AppModule } from './app.module.js';
import { loadSettings } from './config/settings.js';
import { setPrefix } from './configure-app.js';

/** Writes the OpenAPI document to the file given, or to the standard output; needs neither MariaDB nor Redis. */
const app = await NestFactory.create<NestExpressApplication>(AppModule.with(loadSettings({})), {
  preview: true,
  logger: ['error'],
  abortOnError: false,
});
setPrefix(app);
const document = `${JSON.stringify(describeApi(app), null, 2)}\n`;
const [, , file] = process.argv;
if (file) writeFileSync(file, document);
else process.stdout.write(document);
