import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiPayloadTooLargeResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem, ProblemDto } from '../../common/problem.js';
import type { GivenFile } from './product-photos.service.js';

const MOST_BYTES = 30 * 1024 * 1024;
/** Name of the form's field; a form may have it several times. */
const FIELD = 'file';

/** A file of a form, kept in the system's temporary folder until the request is answered. */
export interface FormFile {
  originalname: string;
  path: string;
}

/** The route takes a form with up to `most` files of 30 MB each. */
export const TakesFiles = (most: number, raw = false): MethodDecorator =>
  applyDecorators(
    UseInterceptors(
      FilesInterceptor(FIELD, most, {
        dest: join(tmpdir(), 'evosync-uploads'),
        limits: { fileSize: MOST_BYTES, files: most },
        defParamCharset: 'utf8',
      }),
    ),
    ApiConsumes('multipart/form-data', ...(raw ? ['image/*'] : [])),
    ApiBody({
      schema: {
        type: 'object',
        required: [FIELD],
        properties: { [FIELD]: { type: 'array', items: { type: 'string', format: 'binary' }, maxItems: most } },
      },
    }),
    ApiPayloadTooLargeResponse({ type: ProblemDto, description: 'too_large: more than 30 MB' }),
  );

/** Does `work` with the files of a form, which are gone afterwards. Throws a 400 Problem when there are none. */
export async function withFiles<T>(
  files: FormFile[] | undefined,
  work: (given: GivenFile[]) => Promise<T>,
): Promise<T> {
  try {
    if (!files?.length) throw noFile();
    return await work(files.map(({ originalname, path }) => ({ name: originalname, read: () => readFile(path) })));
  } finally {
    for (const { path } of files ?? []) await rm(path, { force: true });
  }
}

/** A picture that is the body itself. Null where the body is something else. Throws a 413 Problem beyond 30 MB. */
export async function rawFile(request: Request): Promise<GivenFile | null> {
  if (!request.is(['image/*', 'application/octet-stream'])) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  if (length === 0) throw noFile();
  return { name: 'photo', read: async () => Buffer.concat(chunks) };
}

function noFile(): Problem {
  const message = { ru: 'Приложите файл с картинкой', en: 'Give a file with a picture' };
  return Problem.badRequest('validation_failed', message, [{ field: FIELD, message }]);
}

function tooLarge(): Problem {
  return new Problem(413, 'too_large', { ru: 'Файл больше 30 МБ', en: 'The file is larger than 30 MB' });
}
